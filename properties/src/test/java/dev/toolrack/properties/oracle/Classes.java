package dev.toolrack.properties.oracle;

import dev.toolrack.properties.model.Cluster.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The access class of a tool, before any rule. */
final class Classes {
  private static final List<String> READ =
      List.of("get list search fetch read find describe show count view lookup".split(" "));

  private static final List<String> WRITE =
      List.of(
          ("create update delete send add remove set write put post patch insert upsert replace"
                  + " push modify reset drop execute run merge move rename upload publish deploy"
                  + " approve cancel close archive invite grant revoke restart start stop enable"
                  + " disable assign transfer pay submit import purge destroy apply install share"
                  + " reply wipe kill")
              .split(" "));

  private Classes() {}

  static String of(Tool tool, boolean trusted) {
    List<String> words = Words.of(tool.name());
    if (tool.destructive().equals(Optional.of(true))
        || tool.readOnly().equals(Optional.of(false))) {
      return "Write";
    }
    if (trusted && tool.readOnly().equals(Optional.of(true))) {
      return "Read";
    }
    if (words.stream().anyMatch(WRITE::contains) || describesWrite(tool.description())) {
      return "Write";
    }
    boolean several = words.contains("and") || words.contains("or") || words.contains("then");
    return !words.isEmpty() && READ.contains(words.getFirst()) && !several ? "Read" : "Unknown";
  }

  /** The first word that is a verb of the table, in any form, decides. */
  static boolean describesWrite(String description) {
    for (String word : description.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
      if (isForm(word, WRITE)) {
        return true;
      }
      if (isForm(word, READ)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isForm(String word, List<String> verbs) {
    return verbs.stream().anyMatch(verb -> forms(verb).contains(word));
  }

  /** Every form of a verb, as English spells it. */
  private static List<String> forms(String verb) {
    var forms = new ArrayList<>(List.of(verb));
    for (String stem : stems(verb)) {
      forms.add(stem + "ing");
      forms.add(stem + "ed");
    }
    forms.add(verb + "s");
    forms.add(verb + "es");
    if (verb.endsWith("e")) {
      forms.add(verb + "d");
    }
    if (verb.matches(".*[^aeiou]y")) {
      String stem = verb.substring(0, verb.length() - 1);
      forms.add(stem + "ies");
      forms.add(stem + "ied");
    }
    return forms;
  }

  private static List<String> stems(String verb) {
    var stems = new ArrayList<>(List.of(verb));
    if (verb.endsWith("e")) {
      stems.add(verb.substring(0, verb.length() - 1));
    }
    if (verb.matches(".*[aeiou][^aeiouwxy]")) {
      stems.add(verb + verb.charAt(verb.length() - 1));
    }
    return stems;
  }
}
