package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How far copies of a credential may travel; label {@code toolrack.dev/credential} of the Secret.
 */
public enum CredentialReach implements WireValue {
  /** To agents of its own namespace. */
  NAMESPACE("Namespace"),
  /** Wherever the integration reaches. */
  SCOPE("Scope"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  CredentialReach(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static CredentialReach read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
