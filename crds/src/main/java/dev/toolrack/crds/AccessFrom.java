package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who may use an integration. */
public enum AccessFrom implements WireValue {
  /** Agents of its own namespace. */
  NAMESPACE("Namespace"),
  /** Every agent that its namespace provides for. */
  SCOPE("Scope"),
  /** Those listed, within what its namespace provides. */
  SELECTED("Selected"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  AccessFrom(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static AccessFrom read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
