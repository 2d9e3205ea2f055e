package dev.toolrack.mcp;

import java.time.Duration;

/**
 * How much one server may say in one verification, and how long it may take over its parts. The
 * time for everything together is the {@link VerificationRequest}'s.
 *
 * @param pages pages of {@code tools/list}
 * @param tools tools over all pages
 * @param messages messages in streams that are no answer to us
 * @param bytes bytes of all successful answers together, as received
 * @param errorBytes bytes read of each other answer; what follows is not waited for
 * @param connect until there is a connection
 * @param headers from then on until the headers of each answer are there
 * @param largeAtOnce verifications that may read more than 64 KiB at the same time; others wait
 * @param largeTurn how long each of them may while others wait
 */
public record Limits(
    int pages,
    int tools,
    int messages,
    long bytes,
    long errorBytes,
    Duration connect,
    Duration headers,
    int largeAtOnce,
    Duration largeTurn) {
  /**
   * Checks that every limit lets something through.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public Limits {
    if (pages < 1
        || tools < 1
        || messages < 1
        || bytes < 1
        || errorBytes < 1
        || !connect.isPositive()
        || !headers.isPositive()
        || largeAtOnce < 1
        || !largeTurn.isPositive()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /**
   * What the operator promises: 64 pages, 512 tools, 2 MiB, 1,000 other messages; 5 s to connect
   * and 20 s for the headers of an answer; 4 large answers at once.
   *
   * @return the defaults
   */
  public static Limits defaults() {
    return new Limits(
        64,
        512,
        1_000,
        2L * 1024 * 1024,
        64L * 1024,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        4,
        Duration.ofSeconds(3));
  }
}
