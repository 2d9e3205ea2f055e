package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The ways of MCP. */
public enum ServerEra implements WireValue {
  /** 2026-07-28 and later. */
  STATELESS("Stateless"),
  /** 2025-03-26 to 2025-11-25. */
  SESSION("Session"),
  /** 2024-11-05. */
  SSE("SSE"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  ServerEra(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static ServerEra read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
