package dev.toolrack.cli.token;

import dev.toolrack.cli.Words;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.mcp.oauth.OAuthFailure;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;

/** Tells whoever is at the shell about the token, on the error output. */
final class Narration {
  private static final int MAX_LINE = 8192;

  private final PrintWriter err;

  Narration(PrintWriter err) {
    this.err = err;
  }

  /** Before anything is sent there. */
  void asks(Wanted wanted, boolean named) {
    line("authorization server: " + wanted.issuer() + (named ? "" : ", as the server says"));
    line(
        wanted.scopes().isEmpty()
            ? "scopes: what it gives by itself"
            : "scopes: " + String.join(" ", wanted.scopes()));
  }

  void login(URI page, Duration wait) {
    line("Log in with a browser on this machine, within " + wait.toSeconds() + " seconds:");
    line(page.toASCIIString());
  }

  void registered() {
    line("A client was registered there for this login.");
  }

  /** Something else than the authorization server's failures. */
  void trouble(String why) {
    line("no token: " + why);
  }

  void trouble(OAuthFailure why) {
    line("no token: " + Words.reason(why));
    line(why.message());
    String option =
        switch (why) {
          case RESOURCE_REFUSED -> "--oauth-resource";
          case SCOPE_REFUSED -> "--oauth-scope";
          case NO_REGISTRATION, REGISTRATION_REFUSED, CLIENT_REFUSED -> "--oauth-client";
          case NO_METADATA, METADATA_INVALID, ISSUER_MISMATCH -> "--oauth-issuer";
          case INSECURE_TRANSPORT, ISSUER_FORBIDDEN -> "--allow-loopback";
          default -> "";
        };
    if (!option.isEmpty()) {
      line("Here: " + option + ".");
    }
  }

  void note(String text) {
    line("note: " + text);
  }

  private void line(String text) {
    err.println(CleanText.of(text, MAX_LINE));
    err.flush();
  }
}
