package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a tool does to the world. */
public enum AccessClass implements WireValue {
  /** It only looks. */
  READ("Read"),
  /** It changes something. */
  WRITE("Write"),
  /** Its words do not tell. */
  UNKNOWN("Unknown"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  AccessClass(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static AccessClass read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
