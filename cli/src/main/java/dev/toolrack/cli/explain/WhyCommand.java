package dev.toolrack.cli.explain;

import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.ClusterCommand;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.explain.Explainer;
import dev.toolrack.core.explain.ToolExplanation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kubectl toolrack why AGENT [TOOL]}. */
@Command(
    name = "why",
    description = {
      "Why an agent has its servers and tools, or has not.",
      "Decided anew by the operator's own rules from what you may read in the cluster."
    })
public final class WhyCommand extends ClusterCommand {
  @Parameters(
      index = "0",
      paramLabel = "AGENT",
      description = "The AgentToolBinding: name, or namespace/name.")
  private String agent = "";

  @Parameters(
      index = "1",
      paramLabel = "TOOL",
      arity = "0..1",
      description =
          "A tool: the server's own name, alias:tool, mcp:alias:tool, or the name LLMs see."
              + " alias: alone asks about a server.")
  private @Nullable String tool;

  @Override
  protected int run(Cluster cluster) throws InterruptedException {
    ObjectName name = Target.parse(agent, cluster.namespace()).name();
    var reader =
        new ClusterReader(cluster.client(), List.of(cluster.namespace(), name.namespace()));
    var world = reader.read();
    if (!world.bindings().containsKey(name)) {
      throw new NoAnswer(
          world.unseen().covers("AgentToolBinding", name)
              ? "AgentToolBinding %s is not visible to you; ask for the right to read it"
                  .formatted(name)
              : "there is no AgentToolBinding %s; kubectl get atb -A lists those that are"
                  .formatted(name));
    }
    Explainer explainer = new Explainer(Resolution.of(reader.delivering(world, Set.of(name))));
    String wanted = tool;
    if (wanted == null) {
      output().print(new AgentReport(explainer.agent(name).orElseThrow()));
    } else {
      List<ToolExplanation> answers = explainer.tool(name, wanted).orElseThrow();
      output().print(new ToolReport(answers, world.unseen().describe()));
    }
    return ExitCode.DONE;
  }
}
