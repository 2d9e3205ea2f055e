package dev.toolrack.operator.shell;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/**
 * No limit on how often an object is decided about. The framework's own limiter, switched off,
 * still keeps a time for each object.
 */
final class Unlimited implements RateLimiter<Unlimited.Nothing> {

  /** What is remembered of each object. */
  enum Nothing implements RateLimiter.RateLimitState {
    INSTANCE
  }

  @Override
  public Optional<Duration> isLimited(RateLimitState state) {
    return Optional.empty();
  }

  @Override
  public Nothing initState() {
    return Nothing.INSTANCE;
  }
}
