package dev.toolrack.mcp.egress;

import java.io.Serial;
import java.net.UnknownHostException;

/** A name that stands for an address that must not be used. Says neither of both. */
final class RefusedAddressException extends UnknownHostException {
  @Serial private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedAddressException(Refusal refusal) {
    super("the egress settings forbid an address of this host");
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
