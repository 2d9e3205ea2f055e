package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.Destinations;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Instant;
import java.util.Optional;

/** Where a decision about an integration looks: the operator's caches, or a cluster in memory. */
public interface IntegrationSources {

  /** The places of namespaces. */
  Namespaces namespaces();

  /** A connector, also one that is being deleted. */
  Lookup<McpConnector> connector(ObjectName name);

  /** A ConfigMap, labelled or not. */
  Lookup<ConfigMap> config(ObjectName name);

  /** What may be known of a Secret, labelled or not. */
  Lookup<SecretFacts> secret(ObjectName name);

  /** What is known of the integration's access token. */
  TokenState token(McpIntegration integration);

  /** Whether the operator may read and write Secrets and ConfigMaps of a namespace. */
  boolean isEnabled(String namespace);

  /** Whether the integration is one of those that are verified in its namespace. */
  boolean seated(McpIntegration integration);

  /** What is known of the integration's server. */
  Knowledge knowledge(McpIntegration integration);

  /** Whether labels may decide across namespaces. */
  CrossNamespace cross();

  /** Which servers may be named. */
  Destinations destinations();

  /** Where the operator serves the page that people log in on; empty where nobody knows of one. */
  default Optional<String> connectPage() {
    return Optional.empty();
  }

  /** Whether a text is a bundle of certificates. */
  boolean isBundle(String text);

  /** The time. */
  Instant now();
}
