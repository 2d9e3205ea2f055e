package dev.toolrack.core.integration;

import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.crds.McpConnectorSpec;

/**
 * A connector as integrations see it.
 *
 * @param uid of the connector
 * @param generation of its spec
 * @param spec what was declared
 * @param namespace the place of its namespace
 * @param bundle the certificate authorities that it names; absent where it names none
 * @param requester on whose behalf its server is asked
 */
public record ConnectorFacts(
    String uid,
    long generation,
    McpConnectorSpec spec,
    Lookup<NamespaceScope> namespace,
    Lookup<BundleFacts> bundle,
    Requester requester) {}
