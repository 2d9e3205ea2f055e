package dev.toolrack.cli.token;

import java.io.Serial;

/** There is no token, for a reason of this command's own. Its text holds nothing received. */
final class NoToken extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String why;

  NoToken(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  /** What is wrong and what to do about it, for people. */
  String why() {
    return why;
  }
}
