package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a server says that it wants callers to authenticate. */
public enum AuthScheme implements WireValue {
  /** It lists its tools to anybody and announces nothing. */
  NONE("None"),
  /** It wants a credential and does not say where to get it. */
  BEARER("Bearer"),
  /** It names an authorization server. */
  OAUTH("OAuth"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  AuthScheme(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static AuthScheme read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
