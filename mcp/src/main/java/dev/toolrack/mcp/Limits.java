package dev.toolrack.mcp;

/**
 * How much one server may say in one verification.
 *
 * @param pages pages of {@code tools/list}
 * @param tools tools over all pages
 * @param bytes bytes of all successful answers together, as received
 * @param errorBytes bytes read of each other answer; what follows is not waited for
 */
public record Limits(int pages, int tools, long bytes, long errorBytes) {
  /**
   * Checks that every limit lets something through.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public Limits {
    if (pages < 1 || tools < 1 || bytes < 1 || errorBytes < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /**
   * What the operator promises: 64 pages, 512 tools, 2 MiB.
   *
   * @return the defaults
   */
  public static Limits defaults() {
    return new Limits(64, 512, 2L * 1024 * 1024, 64L * 1024);
  }
}
