package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.cluster.IntegrationSources;
import dev.toolrack.core.cluster.Namespaces;
import dev.toolrack.core.cluster.ObjectName;
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

/** What is declared, and nothing that was found out: a replica that stands by knows that too. */
record DeclaredSources(IntegrationSources all) implements IntegrationSources {

  @Override
  public Namespaces namespaces() {
    return all.namespaces();
  }

  @Override
  public Lookup<McpConnector> connector(ObjectName name) {
    return all.connector(name);
  }

  @Override
  public Lookup<ConfigMap> config(ObjectName name) {
    return all.config(name);
  }

  @Override
  public Lookup<SecretFacts> secret(ObjectName name) {
    return all.secret(name);
  }

  @Override
  public TokenState token(McpIntegration integration) {
    return TokenState.NONE;
  }

  @Override
  public boolean isEnabled(String namespace) {
    return all.isEnabled(namespace);
  }

  @Override
  public boolean seated(McpIntegration integration) {
    return true;
  }

  @Override
  public Knowledge knowledge(McpIntegration integration) {
    return Knowledge.none();
  }

  @Override
  public CrossNamespace cross() {
    return all.cross();
  }

  @Override
  public Destinations destinations() {
    return all.destinations();
  }

  @Override
  public boolean isBundle(String text) {
    return all.isBundle(text);
  }

  @Override
  public Instant now() {
    return all.now();
  }
}
