package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a person is asked before a tool runs. */
public enum Approval implements WireValue {
  /** As seeded. */
  DEFAULT("Default"),
  /** A person is asked. */
  ASK("Ask"),
  /** Nobody is asked. */
  AUTO("Auto"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  Approval(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static Approval read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
