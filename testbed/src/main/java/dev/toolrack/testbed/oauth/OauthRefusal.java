package dev.toolrack.testbed.oauth;

import java.util.Map;

/** A request is refused with an OAuth error. */
final class OauthRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String error;

  OauthRefusal(int status, String error) {
    super(error);
    this.status = status;
    this.error = error;
  }

  OauthRefusal(String error) {
    this(error.equals("invalid_client") ? 401 : 400, error);
  }

  String error() {
    return error;
  }

  OauthReply reply() {
    return OauthReply.json(
        status, Map.of("error", error, "error_description", "Scripted: " + error + "."), error);
  }
}
