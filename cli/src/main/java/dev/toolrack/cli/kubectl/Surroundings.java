package dev.toolrack.cli.kubectl;

import java.io.InputStream;
import java.util.Map;

/**
 * What a process finds around it.
 *
 * @param terminal whether the output goes to a terminal; the start script knows
 * @param environment its variables
 * @param in its standard input
 */
public record Surroundings(boolean terminal, Map<String, String> environment, InputStream in) {
  private static final String TERMINAL = "toolrack.terminal";

  /** Those of this process. */
  public static Surroundings ofProcess() {
    return new Surroundings(Boolean.getBoolean(TERMINAL), System.getenv(), System.in);
  }

  /** Whether to colour: only on terminals, and not where NO_COLOR is set (no-color.org). */
  public boolean colours() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
