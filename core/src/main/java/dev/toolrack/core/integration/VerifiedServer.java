package dev.toolrack.core.integration;

import dev.toolrack.core.tool.KnownTools;

/**
 * What a good verification found.
 *
 * @param target where it was found
 * @param name the server's own, cleaned and capped; may be empty
 * @param version the server's own, cleaned and capped; may be empty
 * @param transport as clients name it
 * @param protocolVersion the MCP revision that was spoken
 * @param tools what it lists
 */
public record VerifiedServer(
    VerificationPlan.Target target,
    String name,
    String version,
    String transport,
    String protocolVersion,
    KnownTools tools) {}
