package dev.toolrack.core.integration;

import dev.toolrack.core.tool.KnownTools;
import java.util.Optional;

/**
 * What a good verification found.
 *
 * @param target where it was found
 * @param name the server's own, cleaned and capped; may be empty
 * @param version the server's own, cleaned and capped; may be empty
 * @param transport as clients name it
 * @param protocolVersion the MCP revision that was spoken
 * @param tools what counts of what it lists
 * @param waiting what it lists now, while additions or loosenings have to wait (see {@code
 *     drift.ChangeGate}); a person's approval of it counts at once
 */
public record VerifiedServer(
    VerificationPlan.Target target,
    String name,
    String version,
    String transport,
    String protocolVersion,
    KnownTools tools,
    Optional<KnownTools> waiting) {

  /** One whose whole listing counts. */
  public VerifiedServer(
      VerificationPlan.Target target,
      String name,
      String version,
      String transport,
      String protocolVersion,
      KnownTools tools) {
    this(target, name, version, transport, protocolVersion, tools, Optional.empty());
  }

  /** The same server with other tools. */
  public VerifiedServer with(KnownTools others, Optional<KnownTools> othersWaiting) {
    return new VerifiedServer(
        target, name, version, transport, protocolVersion, others, othersWaiting);
  }
}
