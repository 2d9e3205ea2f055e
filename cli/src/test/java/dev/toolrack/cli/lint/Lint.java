package dev.toolrack.cli.lint;

import java.util.List;

/** Lints texts. */
final class Lint {
  private Lint() {}

  /** What is said of texts, each a file of its own: a.yaml, b.yaml and so on. */
  static List<Problem> problems(String... texts) {
    Manifests manifests = new Manifests("acme");
    for (int i = 0; i < texts.length; i++) {
      manifests.add(new Inputs.Input((char) ('a' + i) + ".yaml", texts[i], ""));
    }
    return new Linter().check(manifests);
  }

  /** The same as {@code line severity rule}. */
  static List<String> lines(String... texts) {
    return problems(texts).stream()
        .map(p -> p.place().line() + " " + p.severity().word() + " " + p.rule())
        .toList();
  }

  static String connector(String name, String spec) {
    return object("McpConnector", name, spec);
  }

  static String integration(String name, String spec) {
    return object("McpIntegration", name, spec);
  }

  static String binding(String name, String spec) {
    return object("AgentToolBinding", name, spec);
  }

  private static String object(String kind, String name, String spec) {
    return "apiVersion: toolrack.dev/v1alpha1\nkind: %s\nmetadata: {name: %s}\nspec:\n%s---\n"
        .formatted(kind, name, spec.indent(2));
  }
}
