package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How clients authenticate at the token endpoint. */
public enum ClientAuthMethod implements WireValue {
  /** The best that metadata name and the client's Secret allows. */
  AUTO("Auto"),
  /** Not at all: a public client. */
  NONE("None"),
  /** {@code client_secret_basic}. */
  BASIC("Basic"),
  /** {@code client_secret_post}. */
  POST("Post"),
  /** {@code private_key_jwt} (RFC 7523). */
  PRIVATE_KEY_JWT("PrivateKeyJWT"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  ClientAuthMethod(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static ClientAuthMethod read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
