package dev.toolrack.core.connector;

import dev.toolrack.core.address.Expansion;
import dev.toolrack.core.status.Reason;

/** The reason that people see for each fault of a connector's templates. */
public final class AddressReasons {

  private AddressReasons() {}

  /** The reason for a fault. */
  public static Reason of(Expansion.Problem problem) {
    return switch (problem) {
      case URL_INVALID -> Reason.URL_INVALID;
      case HEADER_INVALID -> Reason.HEADER_INVALID;
      case VARIABLE_MISSING -> Reason.VARIABLE_MISSING;
      case VARIABLE_INVALID -> Reason.VARIABLE_INVALID;
    };
  }
}
