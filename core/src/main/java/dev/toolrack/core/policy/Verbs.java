package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code Verbs/v1}: what the words of a tool's name say about its access (resolution.md, What
 * a tool is allowed). The table never becomes looser; "a looser class later needs a new table by
 * name, so that an upgrade never changes approvals silently".
 */
public final class Verbs {

  /** The table's name, as explanations print it. */
  public static final String TABLE = "Verbs/v1";

  private static final Set<String> READ =
      words("get list search fetch read find describe show count view lookup");
  private static final Set<String> WRITE =
      words(
          """
          create update delete send add remove set write put post patch insert upsert replace push \
          modify reset drop execute run merge move rename upload publish deploy approve cancel close \
          archive invite grant revoke restart start stop enable disable assign transfer pay submit \
          import purge destroy apply install share reply wipe kill\
          """);
  private static final Set<String> JOINING = words("and or then");
  private static final Map<String, String> FORMS = forms();

  private Verbs() {}

  /**
   * A class and the word that decided it.
   *
   * @param why as explanations print it, e.g. {@code write verb "create"}
   */
  public record Finding(AccessClass access, String why) {}

  /**
   * The class of a name: "any Write verb anywhere: Write. A Read verb first, no Write verb, and
   * none of and, or, then: Read. Else Unknown."
   */
  public static Finding ofName(String name) {
    List<String> words = split(name);
    for (String word : words) {
      if (WRITE.contains(word)) {
        return new Finding(AccessClass.WRITE, "write verb \"" + word + "\"");
      }
    }
    if (words.isEmpty() || !READ.contains(words.getFirst())) {
      return new Finding(AccessClass.UNKNOWN, "no known verb");
    }
    for (String word : words) {
      if (JOINING.contains(word)) {
        return new Finding(AccessClass.UNKNOWN, "more than one action: \"" + word + "\"");
      }
    }
    return new Finding(AccessClass.READ, "read verb \"" + words.getFirst() + "\"");
  }

  /**
   * The Write verb that tightens a tool by its description: "the first of its words that is a table
   * verb (forms in -s -es -ed -ing included) is a Write verb".
   *
   * @return the verb as the table spells it, or {@code null} where the description adds nothing
   */
  public static @Nullable String writeVerbOf(@Nullable String description) {
    if (description == null) {
      return null;
    }
    int start = -1;
    for (int i = 0; i <= description.length(); i++) {
      boolean letter = i < description.length() && isLetter(description.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        String verb = FORMS.get(description.substring(start, i).toLowerCase(Locale.ROOT));
        if (verb != null) {
          return WRITE.contains(verb) ? verb : null;
        }
        start = -1;
      }
    }
    return null;
  }

  /** The words of a name, in lower case: split at snake, kebab, dot and camel. */
  public static List<String> split(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean separator = NameFolding.isSeparator(c);
      if ((separator || NameFolding.isHump(name, i)) && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (!separator) {
        word.append(NameFolding.lower(c));
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /** Every spelling of a table verb that a description may use, with the verb itself. */
  private static Map<String, String> forms() {
    Map<String, String> forms = new HashMap<>();
    for (Set<String> verbs : List.of(READ, WRITE)) {
      for (String verb : verbs) {
        String end = verb.substring(verb.length() - 1);
        String stem = verb.substring(0, verb.length() - 1);
        // English drops an e, turns y into i and doubles consonants. Forms that nobody writes do no
        // harm: they are nobody's words.
        for (String ending : List.of("", "s", "es", "ed", "ing")) {
          forms.put(verb + ending, verb);
          if (!ending.isEmpty()) {
            forms.put(verb + end + ending, verb);
          }
        }
        if (end.equals("e")) {
          forms.put(stem + "ed", verb);
          forms.put(stem + "ing", verb);
        }
        if (end.equals("y")) {
          forms.put(stem + "ies", verb);
          forms.put(stem + "ied", verb);
        }
      }
    }
    return Map.copyOf(forms);
  }
}
