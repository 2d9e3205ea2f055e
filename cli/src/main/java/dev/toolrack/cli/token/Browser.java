package dev.toolrack.cli.token;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The browser of whoever is at the shell. */
public final class Browser {
  private Browser() {}

  /** Opens a page, if there is a browser to open it with. The address is printed in any case. */
  public static void open(URI page) {
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
