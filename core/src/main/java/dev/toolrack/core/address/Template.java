package dev.toolrack.core.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text with {@code {variable}} in it.
 *
 * @param parts in order
 */
record Template(List<Part> parts) {

  private static final Pattern VARIABLE =
      Pattern.compile("scope\\.(org|team|project)|[a-z][a-z0-9_]{0,31}");

  /** A piece of a template. */
  sealed interface Part {}

  /** Stands for itself. */
  record Literal(String text) implements Part {}

  /** Stands for a variable's value. */
  record Variable(String name) implements Part {}

  /** Reads a template; empty where a brace is no part of {@code {variable}}. */
  static Optional<Template> of(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      String literal = text.substring(at, open < 0 ? text.length() : open);
      if (literal.indexOf('}') >= 0) {
        return Optional.empty();
      }
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal));
      }
      if (open < 0) {
        break;
      }
      int close = text.indexOf('}', open);
      if (close < 0 || !VARIABLE.matcher(text.substring(open + 1, close)).matches()) {
        return Optional.empty();
      }
      parts.add(new Variable(text.substring(open + 1, close)));
      at = close + 1;
    }
    return Optional.of(new Template(parts));
  }

  /** The variables it names, in order. */
  List<String> variables() {
    List<String> names = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Variable(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Whether every literal consists of what may be declared: see {@link #isLiteral}. */
  boolean isPlain() {
    return parts.stream()
        .allMatch(part -> !(part instanceof Literal(String text)) || isLiteral(text));
  }

  /**
   * "Printable ASCII without {@code $}, backslash, and braces": agents' clients expand {@code
   * ${...}}, so only the renderer may ever emit a placeholder (api.md, Templates).
   */
  static boolean isLiteral(String text) {
    return text.chars()
        .allMatch(c -> c >= ' ' && c <= '~' && c != '$' && c != '\\' && c != '{' && c != '}');
  }
}
