package dev.toolrack.mcp;

/**
 * How much the JDK's HTTP client may hold of each connection. It reads up to three buffers before
 * anybody asked for what is in them, 16 KiB each, and gathers headers up to 384 KiB: with hundreds
 * of servers that are asked at the same time this alone would be more than the heap.
 *
 * <p>The settings are those of the whole JVM, and are read when its first HTTP client is made.
 */
public final class ClientBuffers {
  private static final String BUFFER = "jdk.httpclient.bufsize";
  private static final String BYTES = "4096";

  private static final String HEADERS = "jdk.http.maxHeaderSize";

  /** The JDK counts 32 bytes for each field besides its name and value. */
  private static final int PER_FIELD = 32;

  private ClientBuffers() {}

  /**
   * Keeps them small, unless the command line of the JVM said otherwise. Does nothing once there
   * has been an HTTP client.
   */
  public static void keepSmall() {
    setUnlessSet(BUFFER, BYTES);
    setUnlessSet(
        HEADERS, Integer.toString(AnswerHeaders.MAX_CHARS + AnswerHeaders.MAX_FIELDS * PER_FIELD));
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
