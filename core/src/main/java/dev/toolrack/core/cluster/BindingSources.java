package dev.toolrack.core.cluster;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import java.util.Collection;
import java.util.List;

/** Where a decision about a binding looks: the operator's caches, or a cluster in memory. */
public interface BindingSources {

  /** The places of namespaces. */
  Namespaces namespaces();

  /** The integrations of a namespace. */
  Collection<McpIntegration> integrationsOf(String namespace);

  /**
   * What an integration offers; stale while it was not published.
   *
   * @param uid of the very integration that is meant
   */
  Lookup<IntegrationView> view(IntegrationRef integration, String uid);

  /** Whether the binding's last toolset has the integration. */
  boolean isIncluded(AgentToolBinding binding, IntegrationRef integration);

  /** The servers of the binding's toolset as it is now; asked for only where they are needed. */
  List<ServerPart> delivered(AgentToolBinding binding);

  /** Whether labels may decide across namespaces. */
  CrossNamespace cross();
}
