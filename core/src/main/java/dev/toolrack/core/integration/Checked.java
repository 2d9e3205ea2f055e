package dev.toolrack.core.integration;

import dev.toolrack.core.status.Finding;
import java.util.List;

/**
 * The result of one step of a decision: a value, perhaps with something worth knowing, or the
 * finding that ends the decision, or no decision at all.
 */
sealed interface Checked<T> {

  /** Go on. */
  record Passed<T>(T value, List<Finding> notices) implements Checked<T> {}

  /** Nothing further can be decided. */
  record Ended<T>(Finding finding) implements Checked<T> {}

  /** An API that does not answer: nothing changes until it does. */
  record Undecided<T>() implements Checked<T> {}

  static <T> Checked<T> passed(T value) {
    return new Passed<>(value, List.of());
  }

  static <T> Checked<T> ended(Finding finding) {
    return new Ended<>(finding);
  }
}
