package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What may take an alias nearer to an agent. */
public enum AliasOverride implements WireValue {
  /** Only an integration of the same connector. */
  SAME_CONNECTOR("SameConnector"),
  /** Any integration. */
  ANY("Any"),
  /** Nothing. */
  LOCKED("Locked"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  AliasOverride(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static AliasOverride read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
