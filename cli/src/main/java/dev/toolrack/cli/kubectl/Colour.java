package dev.toolrack.cli.kubectl;

/** The few colours of a terminal that are used, each with one meaning. */
public enum Colour {
  /** Present, added, good. */
  GREEN("32"),
  /** Absent, removed, bad. */
  RED("31"),
  /** Worth a look. */
  YELLOW("33"),
  /** Headings and where something is. */
  BOLD("1"),
  /** Beside the point. */
  FAINT("2");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String paint(String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
