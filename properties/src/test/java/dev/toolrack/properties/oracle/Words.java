package dev.toolrack.properties.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names of tools: their words, their folded form, globs. */
final class Words {
  /** Between a small letter or a digit and a big one; before the last big one of several. */
  private static final String HUMP = "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])";

  private Words() {}

  /** Lower case; dots, dashes and camel humps become an underscore. */
  static String folded(String name) {
    return name.replaceAll(HUMP, "_").replace('-', '_').replace('.', '_').toLowerCase(Locale.ROOT);
  }

  /** The words of a name, small. */
  static List<String> of(String name) {
    var words = new ArrayList<String>();
    for (String word : folded(name).split("_", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** Whether a glob is the whole name: tried letter by letter, as a set of places in the glob. */
  static boolean glob(String glob, String name) {
    Set<Integer> at = new TreeSet<>(Set.of(0));
    for (int letter = 0; letter < name.length(); letter++) {
      char c = name.charAt(letter);
      Set<Integer> next = new TreeSet<>();
      for (int i : stars(glob, at)) {
        if (i < glob.length()) {
          char g = glob.charAt(i);
          if (g == '*') {
            next.add(i);
          } else if (g == '?' || g == c) {
            next.add(i + 1);
          }
        }
      }
      at = next;
    }
    return stars(glob, at).contains(glob.length());
  }

  /** A star may stand for nothing. */
  private static Set<Integer> stars(String glob, Set<Integer> at) {
    Set<Integer> all = new TreeSet<>(at);
    for (int i = 0; i < glob.length(); i++) {
      if (all.contains(i) && glob.charAt(i) == '*') {
        all.add(i + 1);
      }
    }
    return all;
  }

  /** Whether an alias is one: small letters, digits, single dashes, at most 32. */
  static boolean isAlias(String alias) {
    return alias.length() <= 32 && Pattern.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*", alias);
  }
}
