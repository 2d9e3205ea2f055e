package dev.toolrack.core.integration;

import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.policy.ToolPolicy;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegrationSpec;
import dev.toolrack.crds.McpIntegrationSpec.ConnectorRef;

/** Makes the policy of an integration from what it and its connector declare. */
public final class Policies {

  private Policies() {}

  /** The policy for its tools, before any binding. */
  public static ToolPolicy of(
      IntegrationRef integration, McpIntegrationSpec spec, McpConnectorSpec connector) {
    ConnectorRef ref = spec.connectorRef();
    String namespace = ref.namespace() == null ? integration.namespace() : ref.namespace();
    return new ToolPolicy(
        RuleList.ofConnector(namespace + "/" + ref.name(), connector.tools().rules())
            .beside(connector.tools().unknown()),
        RuleList.ofIntegration(integration.toString(), spec.tools().rules())
            .beside(spec.tools().unknown()),
        connector.tools().seed(),
        connector.trust());
  }
}
