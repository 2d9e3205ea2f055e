package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether what a server says about its tools may loosen a decision. */
public enum Trust implements WireValue {
  /** Annotations only tighten. */
  UNTRUSTED("Untrusted"),
  /** {@code readOnlyHint: true} may classify a tool as reading. */
  TRUSTED("Trusted"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  Trust(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static Trust read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
