package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.integration.TestOnDemand.Tested;
import dev.toolrack.core.status.Reason;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifications of one integration that people ask for: one under way, one waiting, and between the
 * beginnings of two a rest. Whatever verification begins after somebody asked is the answer.
 */
final class PendingTest {
  private static final Duration REST = Duration.ofSeconds(10);

  private @Nullable String wanted;
  private @Nullable String underWay;
  private @Nullable Tested answered;
  private long begun;
  private boolean rested = true;

  /**
   * Somebody asks; the one before, if it still waits, is forgotten.
   *
   * @return whether that is news
   */
  boolean want(String nonce) {
    boolean news = !nonce.equals(wanted);
    wanted = nonce;
    return news;
  }

  /** Whether somebody asked and no verification has begun since then. */
  boolean waits() {
    return wanted != null
        && underWay == null
        && (answered == null || !answered.nonce().equals(wanted));
  }

  /**
   * How long one that waits still has to.
   *
   * @param now in nanoseconds of any beginning
   */
  Duration pause(long now) {
    Duration passed = Duration.ofNanos(now - begun);
    return rested || passed.compareTo(REST) >= 0 ? Duration.ZERO : REST.minus(passed);
  }

  /** A verification begins. */
  void begin(long now) {
    if (waits()) {
      underWay = wanted;
      begun = now;
      rested = false;
    }
  }

  /** The verification was called off, or has to be confirmed: it is no answer. */
  void dismiss() {
    underWay = null;
  }

  /**
   * The verification has a result.
   *
   * @return whether somebody asked for it
   */
  boolean end(Optional<Reason> failure) {
    if (underWay == null) {
      return false;
    }
    answered = new Tested(underWay, failure);
    underWay = null;
    return true;
  }

  /** The latest answer. */
  Optional<Tested> answered() {
    return Optional.ofNullable(answered);
  }
}
