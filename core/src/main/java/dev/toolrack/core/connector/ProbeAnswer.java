package dev.toolrack.core.connector;

import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpConnectorStatus.Auth;
import dev.toolrack.crds.McpConnectorStatus.Server;
import java.util.Optional;

/**
 * What came of asking a connector's server without a credential.
 *
 * @param reason {@link Reason#REACHABLE}, or why there is no list of tools
 * @param auth how it says that it wants callers to authenticate; empty if it did not say
 * @param server what it said of itself; empty if it did not say
 */
public record ProbeAnswer(Reason reason, Optional<Auth> auth, Optional<Server> server) {

  /** Whether an MCP server is there, though it may ask for a credential. */
  public boolean reached() {
    return switch (reason) {
      case REACHABLE, CREDENTIAL_REQUIRED -> true;
      // Anything may forbid; only what wants a token says so.
      case FORBIDDEN -> auth.isPresent();
      default -> false;
    };
  }
}
