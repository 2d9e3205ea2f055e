package dev.toolrack.bench.jmh;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.render.ToolsetDocument.AgentPart;
import dev.toolrack.core.render.ToolsetRenderer;
import dev.toolrack.core.render.ToolsetRenderer.RenderedServer;
import dev.toolrack.core.render.ToolsetRenderer.Rendering;
import dev.toolrack.operator.shell.apply.OutputDigest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The pure part of a binding's reconcile, and its pieces. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  private static final AgentPart AGENT =
      new AgentPart("bot", "acme-support", "acme", "support", null);

  private final OutputDigest digest = new OutputDigest();

  /** Integrations that reach the agent. */
  @Param({"1", "5", "20"})
  public int integrations;

  /** Tools of each. */
  @Param({"5", "50"})
  public int tools;

  private BindingSnapshot snapshot = PinnedAgent.snapshot(1, 1);
  private List<RenderedServer> servers = List.of();
  private ConfigMap toolset = new ConfigMap();

  /** Everything that exists before the decision. */
  @Setup
  public void prepare() {
    snapshot = PinnedAgent.snapshot(integrations, tools);
    BindingOutcome outcome = PinnedAgent.outcome(integrations, tools);
    servers =
        outcome.outputs().servers().stream()
            .map(part -> new RenderedServer(part, new TreeMap<>()))
            .toList();
    toolset =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("bot-toolset")
            .addNewOwnerReference()
            .withApiVersion("toolrack.dev/v1alpha1")
            .withKind("AgentToolBinding")
            .withName("bot")
            .withUid("00000000-0000-0000-0000-000000000000")
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .withData(outcome.outputs().toolset())
            .build();
  }

  /** From the snapshot to files and status; rendering is part of it. */
  @Benchmark
  public Optional<BindingOutcome> resolve() {
    return BindingResolver.resolve(snapshot);
  }

  /** The files alone. */
  @Benchmark
  public Rendering render() {
    return ToolsetRenderer.render(AGENT, servers, List.of());
  }

  /** What a toolset is compared by. */
  @Benchmark
  public String digest() {
    return digest.of(toolset);
  }
}
