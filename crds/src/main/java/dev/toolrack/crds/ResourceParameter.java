package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What the parameter {@code resource} (RFC 8707) of token requests says. */
public enum ResourceParameter implements WireValue {
  /** The URL of the MCP server. */
  AUTO("Auto"),
  /** It is left out. */
  OMIT("Omit"),
  /** What the connector declares. */
  VALUE("Value"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  ResourceParameter(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static ResourceParameter read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
