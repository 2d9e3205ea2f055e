package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The one-word answer about an integration. */
public enum IntegrationState implements WireValue {
  /** Not usable yet, or something it needs is absent. */
  PENDING("Pending"),
  /** Verified. */
  CONNECTED("Connected"),
  /** Verified earlier; the server does not answer well now. */
  STALE("Stale"),
  /** A definite refusal or an invalid spec; somebody has to act. */
  ERROR("Error"),
  /** A person has to log in. */
  RECONNECT_REQUIRED("ReconnectRequired"),
  /** Switched off. */
  DISABLED("Disabled"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  IntegrationState(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static IntegrationState read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
