package dev.toolrack.cli.explain;

import dev.toolrack.cli.WrongUse;
import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.ClusterCommand;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.explain.Explainer;
import dev.toolrack.core.explain.ToolTable;
import dev.toolrack.core.view.IntegrationRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kubectl toolrack tools INTEGRATION|AGENT}. */
@Command(
    name = "tools",
    description = "Every tool of an integration, or of an agent's servers, those off included.")
public final class ToolsCommand extends ClusterCommand {
  @Parameters(
      paramLabel = "INTEGRATION|AGENT",
      description =
          "An McpIntegration or an AgentToolBinding: name, or namespace/name. Where both have the"
              + " name: mcpi/name or atb/name.")
  private String target = "";

  @Override
  protected int run(Cluster cluster) throws InterruptedException {
    Target meant = Target.parse(target, cluster.namespace());
    ObjectName name = meant.name();
    var reader =
        new ClusterReader(cluster.client(), List.of(cluster.namespace(), name.namespace()));
    var world = reader.delivering(reader.read(), Set.of());
    boolean integration =
        meant.kind() != Target.Kind.BINDING && world.integrations().containsKey(name);
    boolean agent = meant.kind() != Target.Kind.INTEGRATION && world.bindings().containsKey(name);
    if (integration && agent) {
      throw new WrongUse(
          "%s is both; write mcpi/%s or atb/%s".formatted(name, name.name(), name.name()));
    }
    if (agent) {
      world = reader.delivering(world, Set.of(name));
    }
    var explainer = new Explainer(Resolution.of(world));
    Optional<ToolTable> table =
        agent
            ? explainer.tools(name)
            : explainer.tools(new IntegrationRef(name.namespace(), name.name()));
    output()
        .print(
            new ToolsReport(
                table.orElseThrow(() ->
                    new NoAnswer(
                        "neither McpIntegration nor AgentToolBinding %s is there, or they are not"
                                .formatted(name)
                            + " visible to you; kubectl get mcpi,atb -A lists them"))));
    return ExitCode.DONE;
  }
}
