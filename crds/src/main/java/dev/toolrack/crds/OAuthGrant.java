package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How access tokens are obtained. */
public enum OAuthGrant implements WireValue {
  /** As an application of its own, without any person (RFC 6749 section 4.4). */
  CLIENT_CREDENTIALS("ClientCredentials"),
  /** A person logs in once, the operator refreshes (RFC 6749 section 4.1, with PKCE). */
  AUTHORIZATION_CODE("AuthorizationCode"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  OAuthGrant(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static OAuthGrant read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
