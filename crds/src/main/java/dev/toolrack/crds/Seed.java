package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How approval is seeded where no rule speaks. */
public enum Seed implements WireValue {
  /** By the words of the tool name, table Verbs/v1. */
  VERBS("Verbs"),
  /** Every tool asks. */
  ASK("Ask"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  Seed(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static Seed read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
