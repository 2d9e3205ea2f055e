package dev.toolrack.testbed.oauth;

import java.util.Map;

/**
 * An answer.
 *
 * @param status 0 closes the connection instead
 * @param body may be empty
 * @param error the OAuth error that it tells; empty if it tells none
 */
record OauthReply(int status, Map<String, String> headers, String body, String error) {
  static OauthReply json(int status, Object document) {
    return json(status, document, "");
  }

  static OauthReply json(int status, Object document, String error) {
    return new OauthReply(
        status,
        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
        Json.text(document),
        error);
  }

  static OauthReply empty(int status) {
    return new OauthReply(status, Map.of(), "", "");
  }

  static OauthReply redirect(String location, String error) {
    return new OauthReply(302, Map.of("Location", location), "", error);
  }

  static OauthReply none() {
    return empty(0);
  }
}
