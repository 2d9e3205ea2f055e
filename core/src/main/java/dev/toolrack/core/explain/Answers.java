package dev.toolrack.core.explain;

import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.explain.ToolExplanation.Cause;
import dev.toolrack.core.view.IntegrationRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers about what an agent does not have. */
record Answers(ObjectName agent, IntegrationExplainer integrations) {

  ToolExplanation absent(
      ToolQuery query,
      Cause cause,
      String why,
      @Nullable String remedy,
      @Nullable ServerExplanation server,
      List<OutOfReach> others) {
    return new ToolExplanation(
        agent.toString(),
        query.plainTool(),
        false,
        cause,
        why,
        remedy,
        null,
        null,
        server,
        Optional.ofNullable(server)
            .map(ServerExplanation::integration)
            .map(IntegrationRef::parse)
            .flatMap(integrations::explain)
            .orElse(null),
        others);
  }
}
