package dev.toolrack.cli.token;

import dev.toolrack.mcp.oauth.LoginStart;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The browser of whoever is at the shell. */
public final class Browser {
  /** What to say where nobody came back. */
  public static final String NOBODY_CAME =
      "nobody came back from the browser in time; --login-timeout gives more of it";

  private Browser() {}

  /**
   * Waits until a browser comes back from where people log in.
   *
   * @param open whether to open one here; the address has been told in any case
   * @return what it brought; empty if nobody came in time
   */
  public static Optional<String> comesBack(
      RedirectListener redirect, LoginStart start, boolean open, Duration patience)
      throws InterruptedException {
    if (open) {
      open(start.authorizationUrl());
    }
    return redirect.await(patience);
  }

  private static void open(URI page) {
    try {
      new ProcessBuilder(command(System.getProperty("os.name", ""), page))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // There is none, or none that is known here.
    }
  }

  /** No shell reads the address, which another server made. */
  static List<String> command(String system, URI page) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", page.toASCIIString());
    }
    return List.of(name.startsWith("mac") ? "open" : "xdg-open", page.toASCIIString());
  }
}
