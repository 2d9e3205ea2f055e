package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to tools whose definition the server changes. */
public enum OnChange implements WireValue {
  /** The new definitions apply. */
  ACCEPT("Accept"),
  /** They are held until somebody approves them. */
  HOLD("Hold"),
  /** A value of a newer version of the API; it holds. */
  UNRECOGNISED("");

  private final String wire;

  OnChange(String wire) {
    this.wire = wire;
  }

  /** Whether changes wait for an approval; what is not understood holds. */
  public boolean holds() {
    return this != ACCEPT;
  }

  @Override
  @JsonValue
  public String wire() {
    return wire;
  }

  @JsonCreator
  static OnChange read(String wire) {
    return WireValue.read(values(), wire, UNRECOGNISED);
  }
}
