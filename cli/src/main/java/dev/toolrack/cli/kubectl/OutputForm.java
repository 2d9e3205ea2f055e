package dev.toolrack.cli.kubectl;

/** How a report is printed. */
public enum OutputForm {
  /** For people. */
  TABLE,
  /** For programs. */
  JSON,
  /** For programs and people. */
  YAML
}
