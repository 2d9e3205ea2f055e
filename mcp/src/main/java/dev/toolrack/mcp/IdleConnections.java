package dev.toolrack.mcp;

/**
 * How long unused connections are kept. The JDK keeps them for 30 seconds with a buffer of 16 KiB
 * each: with thousands of servers that are asked once a minute this would be most of the heap, for
 * connections that are never used again. The requests of one verification follow each other at
 * once.
 *
 * <p>The setting is one for the whole JVM, and is read when its first HTTP client is made.
 */
public final class IdleConnections {
  private static final String TIMEOUT = "jdk.httpclient.keepalive.timeout";
  private static final String TIMEOUT_HTTP_2 = "jdk.httpclient.keepalive.timeout.h2";
  private static final String SECONDS = "2";

  /** What holds without any setting; servers are never asked over HTTP/2. */
  private static final String JDK_SECONDS = "30";

  private IdleConnections() {}

  /**
   * Lets connections of HTTP/1.1 be closed soon, unless the command line of the JVM said otherwise.
   * Does nothing once there has been an HTTP client.
   */
  public static void closeSoon() {
    setUnlessSet(TIMEOUT_HTTP_2, System.getProperty(TIMEOUT, JDK_SECONDS));
    setUnlessSet(TIMEOUT, SECONDS);
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
