package dev.toolrack.core.explain;

import dev.toolrack.core.binding.BindingTrace;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds integrations that have a tool and do not reach an agent. */
final class Elsewhere {
  /** What is worth reading. */
  private static final int MOST = 10;

  private final Resolution resolution;
  private final IntegrationExplainer integrations;
  private final AgentExplainer agent;

  Elsewhere(Resolution resolution, IntegrationExplainer integrations, AgentExplainer agent) {
    this.resolution = resolution;
    this.integrations = integrations;
    this.agent = agent;
  }

  /** Those of the alias that is asked for; where none is, those that are known to have the tool. */
  List<OutOfReach> of(ToolQuery query) {
    Optional<Agent> who = agent.trace().map(BindingTrace::agent);
    var found = new ArrayList<OutOfReach>();
    if (who.isPresent()) {
      for (McpIntegration integration : resolution.cluster().integrations().values()) {
        if (found.size() < MOST && isMeant(integration, query)) {
          outOfReach(integration, who.get()).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** Whether an integration's server is known to list the tool, valid or not. */
  boolean knows(IntegrationRef ref, String alias, ToolQuery query) {
    return integrations.verified(ref).stream()
        .flatMap(server -> names(server.tools()))
        .anyMatch(name -> query.means(alias, name));
  }

  private static Stream<String> names(KnownTools tools) {
    return Stream.concat(
        tools.tools().stream().map(KnownTools.KnownTool::name),
        tools.rejected().stream().map(KnownTools.RejectedTool::name));
  }

  private boolean isMeant(McpIntegration integration, ToolQuery query) {
    String alias = integrations.alias(integration).orElse(integration.getMetadata().getName());
    return query
        .alias()
        .map(alias::equals)
        .orElseGet(() -> knows(References.integration(integration), alias, query));
  }

  private Optional<OutOfReach> outOfReach(McpIntegration integration, Agent who) {
    Optional<Reach> reach = integrations.reach(integration);
    if (reach.isEmpty() || reach.get().admits(who)) {
      return Optional.empty();
    }
    OutOfReach.Gap gap = OutOfReach.gap(reach.get(), who);
    return Optional.of(
        new OutOfReach(
            References.integration(integration).toString(),
            integrations.alias(integration).orElse(null),
            gap.why(),
            gap.remedy()));
  }
}
