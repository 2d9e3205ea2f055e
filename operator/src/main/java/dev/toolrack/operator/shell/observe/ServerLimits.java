package dev.toolrack.operator.shell.observe;

/**
 * How much of this process somebody may take who only connects to it. Requests that come slowly, or
 * have very large headers, are ended.
 *
 * <p>The settings are one for the whole JVM, and are read when its first HTTP server is made.
 */
public final class ServerLimits {

  private ServerLimits() {}

  /** Sets them, unless the command line of the JVM said otherwise. */
  public static void set() {
    setUnlessSet("sun.net.httpserver.maxReqTime", "20");
    setUnlessSet("sun.net.httpserver.maxReqHeaderSize", "65536");
    setUnlessSet("jdk.httpserver.maxConnections", "512");
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
