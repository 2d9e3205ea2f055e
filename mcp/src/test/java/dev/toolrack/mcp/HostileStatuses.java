package dev.toolrack.mcp;

import static dev.toolrack.mcp.FailureReason.CREDENTIAL_REQUIRED;
import static dev.toolrack.mcp.FailureReason.FORBIDDEN;
import static dev.toolrack.mcp.FailureReason.MALFORMED_ANSWER;
import static dev.toolrack.mcp.FailureReason.NOT_FOUND;
import static dev.toolrack.mcp.FailureReason.RATE_LIMITED;
import static dev.toolrack.mcp.FailureReason.REDIRECT_REFUSED;
import static dev.toolrack.mcp.FailureReason.SERVER_ERROR;
import static dev.toolrack.mcp.FailureReason.UNEXPECTED_STATUS;
import static dev.toolrack.mcp.FailureReason.UNSUPPORTED_PROTOCOL;
import static dev.toolrack.mcp.HostileBehaviour.fails;
import static dev.toolrack.mcp.HostileScripts.endless;
import static dev.toolrack.mcp.HostileScripts.head;
import static dev.toolrack.mcp.HostileScripts.http;
import static dev.toolrack.mcp.HostileScripts.once;

import java.util.ArrayList;
import java.util.List;

/** What goes wrong in the status line and in what belongs to it. */
final class HostileStatuses {
  private HostileStatuses() {}

  static List<HostileBehaviour> all() {
    List<HostileBehaviour> all = new ArrayList<>();
    all.add(status("status-99", "99", MALFORMED_ANSWER));
    all.add(status("status-999", "999", UNEXPECTED_STATUS));
    all.add(status("status-text", "2OO", MALFORMED_ANSWER));
    all.add(status("status-negative", "-1", MALFORMED_ANSWER));
    all.add(status("status-404", "404", NOT_FOUND));
    all.add(status("status-410", "410", NOT_FOUND));
    all.add(status("status-402", "402", UNEXPECTED_STATUS));
    all.add(status("status-405", "405", UNSUPPORTED_PROTOCOL));
    all.add(status("status-500", "500", SERVER_ERROR));
    all.add(status("status-304", "304", REDIRECT_REFUSED));
    for (String location :
        List.of(
            "",
            "/CANARY",
            "//CANARY.example/",
            "http://169.254.169.254/latest/CANARY",
            "https://user:CANARY@example.com/",
            "javascript:CANARY",
            "file:///etc/passwd",
            "http://[::1/",
            "x".repeat(8000))) {
      all.add(
          fails(
              "redirect-" + all.size(),
              "answers 302, Location " + shown(location),
              REDIRECT_REFUSED,
              once(head("302 Found", "Location: " + location))));
    }
    for (String after : List.of("0", "-1", "99999999999999999999", "CANARY", "Fri, 31 Dec 9999")) {
      all.add(
          fails(
              "rate-limit-" + all.size(),
              "answers 429, Retry-After " + after,
              RATE_LIMITED,
              once(head("429 No", "Retry-After: " + after))));
    }
    all.add(
        fails(
            "unauthorized-monstrous",
            "answers 401 with 60 KiB of challenges",
            CREDENTIAL_REQUIRED,
            once(head("401 No", "WWW-Authenticate: " + "Bearer a=\"CANARY\\\"\", ".repeat(2400)))));
    all.add(
        fails(
            "unauthorized-many",
            "answers 401 with 200 challenges",
            CREDENTIAL_REQUIRED,
            once(
                head(
                    "401 No",
                    "WWW-Authenticate: Bearer realm=\"CANARY\"\r\n".repeat(199)
                        + "WWW-Authenticate: \"unclosed"))));
    all.add(
        fails(
            "unauthorized-dripping",
            "answers 401 and drips its body",
            CREDENTIAL_REQUIRED,
            endless("HTTP/1.1 401 CANARY\r\nContent-Length: 1000000\r\n\r\n", "CANARY", 20)));
    all.add(
        fails(
            "forbidden-scope",
            "answers 403 for lack of a scope, without a credential",
            CREDENTIAL_REQUIRED,
            once(
                head(
                    "403 No",
                    "WWW-Authenticate: Bearer error=\"insufficient_scope\", scope=\"CANARY\""))));
    all.add(
        fails(
            "forbidden-page",
            "answers 403 with a page",
            FORBIDDEN,
            once(http("403 No", "Content-Type: text/html", "<html>CANARY"))));
    return all;
  }

  private static HostileBehaviour status(String name, String code, FailureReason reason) {
    return fails(
        name,
        "answers everything with status " + code,
        reason,
        once(head(code + " CANARY", "X: CANARY")));
  }

  private static String shown(String location) {
    return location.isEmpty() ? "empty" : location.length() > 100 ? "of 8 kB" : location;
  }
}
