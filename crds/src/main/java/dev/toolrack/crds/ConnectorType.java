package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How integrations of a connector authenticate. */
public enum ConnectorType implements WireValue {
  /** Nothing, a bearer token, or headers; all from Secrets that people keep. */
  SIMPLE("Simple"),
  /** Also access tokens that the operator obtains from an authorization server. */
  OAUTH("OAuth"),
  /** A value of a newer version of the API. */
  UNRECOGNISED("");

  private final String wire;

  ConnectorType(String wire) {
    this.wire = wire;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static ConnectorType read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
