package dev.toolrack.operator.shell.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer to a browser.
 *
 * @param status of HTTP
 * @param type of the body
 * @param body its text
 * @param cookie what the browser is to keep
 */
record PageAnswer(int status, String type, String body, Optional<BrowserCookie> cookie) {

  static PageAnswer html(int status, String body) {
    return new PageAnswer(status, "text/html; charset=utf-8", body, Optional.empty());
  }

  static PageAnswer json(String body) {
    return new PageAnswer(200, "application/json", body, Optional.empty());
  }

  /** The same, for a browser that is to be known again. */
  PageAnswer with(BrowserCookie kept) {
    return new PageAnswer(status, type, body, Optional.of(kept));
  }

  /**
   * The headers of every answer: nothing is kept, framed, guessed or told to the next page, and
   * nothing runs. Forms go to this page only: the way to the authorization server is no form's,
   * because browsers would hold every redirect behind it against this rule.
   */
  Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", type);
    headers.put(
        "Content-Security-Policy",
        "default-src 'none'; style-src '%s'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
            .formatted(Pages.STYLE_HASH));
    headers.put("X-Frame-Options", "DENY");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cache-Control", "no-store");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Strict-Transport-Security", "max-age=31536000");
    cookie.ifPresent(kept -> headers.put("Set-Cookie", kept.set()));
    return headers;
  }

  /** Shows nothing of the body, which may hold the state of a login. */
  @Override
  public String toString() {
    return "PageAnswer[" + status + "]";
  }
}
