package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a server fares in one binding. */
public enum ServerState implements WireValue {
  /** In the toolset. */
  INCLUDED("Included"),
  /** It holds its alias but cannot be used now. */
  UNAVAILABLE("Unavailable"),
  /** Listed by the binding, and absent or out of reach. */
  NOT_FOUND("NotFound"),
  /** Another integration holds its alias. */
  SHADOWED("Shadowed"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  ServerState(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static ServerState read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
