package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What an integration sends as authentication. */
public enum AuthKind implements WireValue {
  /** Nothing. */
  NONE("None"),
  /** {@code Authorization: Bearer}. */
  BEARER("Bearer"),
  /** Headers from Secrets. */
  HEADERS("Headers"),
  /** {@code Authorization: Bearer} with an access token that the operator obtained. */
  OAUTH("OAuth"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  AuthKind(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static AuthKind read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
