package dev.toolrack.cli.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables under names that a connector may give them. */
final class VariableNames {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

  private final Map<String, String> sources = new HashMap<>();

  /**
   * The name of a variable in the connector: {@code tenantId} becomes {@code tenant_id}.
   *
   * @param owner whose variable it is: the url's and those of each header are different ones
   */
  String of(String owner, String name) {
    String plain =
        name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^[^a-z]+|_+$", "");
    if (plain.isEmpty() || plain.length() > 32) {
      throw new Refused(
          "variable %s: its name cannot be written in 32 lower-case letters, digits and '_'"
              .formatted(ServerJsonReader.shown(name, 64)));
    }
    String source = owner + " " + name;
    String before = sources.putIfAbsent(plain, source);
    if (before != null && !before.equals(source)) {
      throw new Refused("two variables would both be called " + plain);
    }
    return plain;
  }

  /** The names between braces of a template, in order. */
  static List<String> in(String template) {
    return PLACEHOLDER.matcher(template).results().map(found -> found.group(1)).toList();
  }

  /** A template with something else in the place of each variable. */
  static String replace(String template, UnaryOperator<String> replacement) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            (MatchResult found) -> Matcher.quoteReplacement(replacement.apply(found.group(1))));
  }
}
