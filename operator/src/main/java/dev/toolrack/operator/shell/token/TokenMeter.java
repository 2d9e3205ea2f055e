package dev.toolrack.operator.shell.token;

/** Told of every request for a token, for metrics. */
@FunctionalInterface
public interface TokenMeter {

  /**
   * A request ended.
   *
   * @param grant as the API spells it
   * @param result {@code Granted}, or the reason why not
   */
  void asked(String grant, String result);
}
