package dev.toolrack.bench;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The first table: start, a thousand bindings, latency of single changes, one change for all,
 * memory, and the API writes of each. Nothing is asserted about time.
 */
public final class FirstFigures {
  private static final int STARTS = 3;
  private static final int CHANGES = 10;
  private static final String MORE_HEAP = "-Xmx256m";
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(300);

  private final Path root;
  private List<String> options;
  private final Figures figures = new Figures();
  private final ControlPlane controlPlane;
  private final KubernetesClient client;
  private final ApiRequests requests;
  private final Calm calm;
  private final Fleet fleet;
  private final ParallelClient parallel;
  private final Floor floor;

  private FirstFigures(
      Path root,
      List<String> options,
      ControlPlane controlPlane,
      KubernetesClient client,
      FakeMcpServer servers,
      ParallelClient parallel) {
    this.root = root;
    this.options = options;
    this.controlPlane = controlPlane;
    this.client = client;
    this.parallel = parallel;
    requests = new ApiRequests(client);
    calm = new Calm(requests);
    fleet = new Fleet(client, servers);
    floor = new Floor(client, parallel);
  }

  /**
   * Measures and prints.
   *
   * @param arguments options for the operator's JVM; none = {@code -Xmx128m}
   */
  public static void main(String[] arguments) {
    Path root = Path.of(System.getProperty("toolrack.root", "."));
    List<String> options = arguments.length == 0 ? List.of("-Xmx128m") : List.of(arguments);
    try (var controlPlane = ControlPlane.start();
        var client = controlPlane.newClient();
        var servers = FakeMcpServer.start();
        var parallel = new ParallelClient()) {
      new FirstFigures(root, options, controlPlane, client, servers, parallel).run();
    } catch (BenchException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    // The client's threads would keep this JVM for a while.
    System.exit(0);
  }

  private void run() {
    figures.condition("Operator", "java " + String.join(" ", options));
    figures.condition("Tools of each server", Fleet.TOOLS);
    figures.condition("Processors", Runtime.getRuntime().availableProcessors());
    figures.condition("Load before", Figures.load());
    Definitions.install(client, root.resolve("crds/yaml"));
    starts("nothing there");
    try (var operator = operator()) {
      fleet.prepare(parallel);
      calm.await();
      settle(operator);
      single();
      new FanOut(client, fleet, floor, requests, calm).measure(operator, figures);
      memory("1,000 bindings", operator);
      complaints(operator);
    }
    restarts();
    figures.condition("Load after", Figures.load());
    figures.save(root.resolve("bench/target/first-figures.json"));
    System.out.println(figures.table());
  }

  /** A start that fails is a figure, too; it is then repeated with twice the heap. */
  private void restarts() {
    String state = "1,000 bindings there";
    try {
      starts(state);
    } catch (BenchException e) {
      figures.condition("Start, " + state, "FAILED: " + e.getMessage());
      options = List.of(MORE_HEAP);
      starts(state + ", " + MORE_HEAP);
    }
  }

  /** Starts the operator several times, with whatever there is. */
  private void starts(String state) {
    var ready = new ArrayList<Double>();
    var processor = new ArrayList<Double>();
    var stopped = new ArrayList<Double>();
    for (int i = 0; i < STARTS; i++) {
      Counts before = requests.snapshot();
      var operator = operator();
      ready.add(operator.readyMillis());
      processor.add(operator.cpuMillis());
      calm.await();
      if (i == STARTS - 1) {
        memory("after a start, " + state, operator);
        complaints(operator);
      }
      long begun = System.nanoTime();
      operator.close();
      stopped.add(Figures.millis(begun, System.nanoTime()));
      figures.requests("start %d, %s".formatted(i + 1, state), requests.since(before));
    }
    figures.row("start to /readyz 200, " + state, "ms", ready);
    figures.row("processor time of that start", "ms", processor);
    figures.row("SIGTERM to end, " + state, "ms", stopped);
  }

  /** A thousand bindings, from the first request to the last Ready. */
  private void settle(OperatorProcess operator) {
    List<AgentToolBinding> bindings = fleet.bindings();
    try (var arrivals = Arrivals.of(client.resources(AgentToolBinding.class).inAnyNamespace())) {
      arrivals.expect(Fleet.BINDINGS, Fleet::isReady);
      Counts before = requests.snapshot();
      double processor = operator.cpuMillis();
      long begun = System.nanoTime();
      parallel.each(bindings, binding -> client.resource(binding).create());
      long created = System.nanoTime();
      long ready = arrivals.awaitLast();
      figures.row("1,000 bindings: first create to last Ready", "ms", Figures.millis(begun, ready));
      figures.row("of that, the client creating them", "ms", Figures.millis(begun, created));
      calm.await();
      figures.row("processor time of the operator", "ms", operator.cpuMillis() - processor);
      figures.requests("1,000 bindings created", requests.since(before));
    }
    figures.row("data per agent, ConfigMap and Secret", "bytes", (double) floor.bytesPerAgent());
    var times = new ArrayList<Double>();
    for (int i = 0; i < Floor.COPIES; i++) {
      times.add(floor.create(Floor.PREFIX + i));
    }
    figures.row("floor: 1,000 ConfigMaps and 1,000 Secrets created", "ms", times);
  }

  /** One change for one agent, while a thousand others are there. */
  private void single() {
    client.resource(Fleet.binding(Fleet.ALONE, "bot")).create();
    calm.await();
    Counts before = requests.snapshot();
    var times = new ArrayList<Double>();
    try (Arrivals<Secret> secrets = Arrivals.of(client.secrets().inNamespace(Fleet.ALONE))) {
      for (int i = 0; i < CHANGES; i++) {
        String token = "another-token-" + i;
        secrets.expect(
            1,
            secret ->
                secret.getMetadata().getName().equals("bot-credentials")
                    && Fleet.holds(secret, token));
        Figures.pause(BETWEEN_CHANGES);
        long begun = System.nanoTime();
        fleet.rotateAlone(token);
        times.add(Figures.millis(begun, secrets.awaitLast()));
      }
    }
    figures.row("Secret changed to the agent's Secret", "ms", times);
    calm.await();
    figures.requests(CHANGES + " changes of a Secret", requests.since(before));
    rules();
  }

  private void rules() {
    Counts before = requests.snapshot();
    var times = new ArrayList<Double>();
    try (Arrivals<ConfigMap> toolsets = Arrivals.of(client.configMaps().inNamespace(Fleet.ALONE))) {
      for (int i = 0; i < CHANGES; i++) {
        boolean off = i % 2 == 0;
        toolsets.expect(
            1,
            map ->
                map.getMetadata().getName().equals("bot-toolset")
                    && off != Fleet.lists(map, Fleet.ALONE, Fleet.WRITING_TOOL));
        Figures.pause(BETWEEN_CHANGES);
        long begun = System.nanoTime();
        fleet.changeAlone(off ? Fleet.NO_WRITES : "");
        times.add(Figures.millis(begun, toolsets.awaitLast()));
      }
    }
    figures.row("rule changed to the agent's ConfigMap", "ms", times);
    calm.await();
    figures.requests(CHANGES + " changes of a rule", requests.since(before));
  }

  private void memory(String when, OperatorProcess operator) {
    figures.row("RSS, " + when, "MiB", operator.resident("VmRSS"));
    figures.row("highest RSS, " + when, "MiB", operator.resident("VmHWM"));
    figures.row("heap used after GC, " + when, "MiB", operator.heapAfterCollection());
    operator.saveHistogram(
        root.resolve("bench/target/heap-" + when.replaceAll("[^A-Za-z0-9]+", "-") + ".txt"));
  }

  private static void complaints(OperatorProcess operator) {
    List<String> complaints = operator.complaints();
    Figures.progress(complaints.size() + " warnings and errors in the operator's log");
    complaints.stream().limit(20).forEach(Figures::progress);
  }

  private OperatorProcess operator() {
    return new OperatorProcess(
        root.resolve("operator/target/toolrack-operator.jar"),
        controlPlane.kubeconfigFile(),
        options);
  }
}
