package dev.toolrack.cli.lint;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Comparator;

/**
 * One thing that is wrong.
 *
 * @param place where
 * @param severity how bad
 * @param rule which rule says so: one of {@link FileRule} or a reason of docs/reasons.md
 * @param object what it is about, such as {@code McpConnector acme/github}; may be empty
 * @param message one sentence with the remedy
 */
record Problem(
    @JsonUnwrapped Place place, Severity severity, String rule, String object, String message) {

  /** By file, then from top to bottom. */
  static final Comparator<Problem> ORDER =
      Comparator.comparing((Problem p) -> p.place().file())
          .thenComparingInt(p -> p.place().line())
          .thenComparingInt(p -> p.place().column())
          .thenComparing(Problem::rule)
          .thenComparing(Problem::message);
}
