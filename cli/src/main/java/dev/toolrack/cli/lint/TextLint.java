package dev.toolrack.cli.lint;

import java.util.List;

/** Lint for texts that were made here. */
public final class TextLint {
  private TextLint() {}

  /** What is wrong with the objects of a YAML text, a sentence each. */
  public static List<String> problems(String yaml) {
    Manifests manifests = new Manifests("default");
    manifests.add(new Inputs.Input("-", yaml, ""));
    return new Linter().check(manifests).stream().map(Problem::message).toList();
  }
}
