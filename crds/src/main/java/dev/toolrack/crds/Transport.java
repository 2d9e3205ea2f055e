package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a server is spoken to. */
public enum Transport implements WireValue {
  /** Detected. */
  AUTO("Auto"),
  /** MCP Streamable HTTP, of either era. */
  STREAMABLE_HTTP("StreamableHTTP"),
  /** HTTP with SSE of MCP 2024-11-05. */
  SSE("SSE"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  Transport(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static Transport read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
