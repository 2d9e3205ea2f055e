package dev.toolrack.bench.verifier;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Transport;
import dev.toolrack.mcp.ClientIdentity;
import dev.toolrack.mcp.Limits;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.Verification;
import dev.toolrack.mcp.VerificationRequest;
import dev.toolrack.mcp.Verified;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.operator.shell.settings.Settings;
import dev.toolrack.operator.shell.settings.VerifyLimits;
import dev.toolrack.operator.shell.turns.Turns;
import dev.toolrack.operator.shell.turns.Turns.Fill;
import dev.toolrack.operator.shell.verify.Remembered;
import dev.toolrack.operator.shell.verify.Schedules;
import dev.toolrack.operator.shell.verify.VerificationSchedule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * The operator's verifier and schedule, with the operator's defaults, against thousands of servers.
 * When all are known, some begin to hang; from then on the others' staleness is measured.
 */
public final class VerifierLoad {
  private static final int SERVERS = Integer.getInteger("toolrack.bench.servers", 10_000);
  private static final int NAMESPACES = Integer.getInteger("toolrack.bench.namespaces", 100);
  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration WARM_UP =
      Duration.ofSeconds(Integer.getInteger("toolrack.bench.warmup", 100));
  private static final Duration MEASURED =
      Duration.ofSeconds(Integer.getInteger("toolrack.bench.measured", 120));
  private static final Duration SAMPLE = Duration.ofSeconds(1);

  private final int hungPerHundred;
  private final int port;
  private final McpServerVerifier verifier;
  private final AtomicLongArray lastGood = new AtomicLongArray(SERVERS);
  private final AtomicLong good = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Turns turns = Turns.start(VerifyLimits.turns(Settings.defaults().verify()));
  private final VerificationSchedule schedule;

  private VerifierLoad(int hungPerHundred, int port) {
    this.hungPerHundred = hungPerHundred;
    this.port = port;
    var loopback = EgressSettings.defaults().withLoopback(true);
    verifier =
        new McpServerVerifier(
            new EgressGuard(loopback), new ClientIdentity("bench", "1"), Limits.defaults());
    schedule =
        new Schedules(this::verify, turns, Duration.ofSeconds(2), Duration.ofSeconds(10), r -> {})
            .make((namespace, slot, plan) -> Optional.empty(), ref -> {});
  }

  /**
   * Measures one case and prints it as JSON.
   *
   * @param arguments how many of a hundred servers hang
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int hung = Integer.parseInt(arguments[0]);
    String java = ProcessHandle.current().info().command().orElse("java");
    Process servers =
        new ProcessBuilder(
                java,
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SlowServers.class.getName(),
                arguments[0])
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // They end with their standard input, which ends with this process.
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(servers.getInputStream(), StandardCharsets.UTF_8))) {
      var load = new VerifierLoad(hung, Integer.parseInt(out.readLine()));
      System.out.println(new ObjectMapper().writeValueAsString(load.measure(servers)));
    }
    System.exit(0);
  }

  private Map<String, Object> measure(Process servers) throws IOException, InterruptedException {
    // Whatever is loaded and made once belongs to no server.
    verify(new VerificationRequest(URI.create(url(0).toString()), List.of(), false, TIMEOUT));
    long before = heap();
    for (int i = 0; i < SERVERS; i++) {
      plan(i);
    }
    Thread.sleep(WARM_UP);
    while (IntStream.range(0, SERVERS).anyMatch(i -> lastGood.get(i) == 0)) {
      Thread.sleep(SAMPLE);
    }
    servers.getOutputStream().write('h');
    servers.getOutputStream().flush();
    long begun = System.nanoTime();
    long cpu = cpuNanos();
    long verified = good.get();
    long failures = failed.get();
    var ages = new Ages();
    long heap = 0;
    int threads = 0;
    int waiting = 0;
    int active = 0;
    for (int second = 0; second < MEASURED.toSeconds(); second++) {
      Thread.sleep(SAMPLE);
      age(ages);
      threads = Math.max(threads, ManagementFactory.getThreadMXBean().getThreadCount());
      waiting = Math.max(waiting, turns.fill().stream().mapToInt(Fill::waiting).sum());
      active = Math.max(active, turns.fill().stream().mapToInt(Fill::active).sum());
      if (second % 20 == 19) {
        heap = Math.max(heap, heap());
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    var figures = new LinkedHashMap<String, Object>();
    figures.put("servers", SERVERS);
    figures.put("namespaces", NAMESPACES);
    figures.put("hungPerHundred", hungPerHundred);
    figures.put("verificationsPerSecond", (good.get() - verified) / seconds);
    figures.put("failuresPerSecond", (failed.get() - failures) / seconds);
    figures.put("stalenessP50Seconds", ages.quantile(0.50));
    figures.put("stalenessP99Seconds", ages.quantile(0.99));
    figures.put("stalenessMaxSeconds", ages.quantile(1));
    figures.put("extraHeapMiB", (heap - before) / 1048576.0);
    figures.put("threads", threads);
    figures.put("cpuPercentOfOneCore", (cpuNanos() - cpu) / 1e7 / seconds);
    figures.put("waitingMost", waiting);
    figures.put("activeMost", active);
    return figures;
  }

  private void plan(int index) {
    var ref = new IntegrationRef("n" + index % NAMESPACES, "s" + index);
    var plan =
        new VerificationPlan(
            "connector",
            ref.namespace(),
            url(index),
            Transport.AUTO,
            new TreeMap<>(),
            List.of(),
            Optional.empty(),
            false,
            INTERVAL,
            TIMEOUT);
    schedule.known(ref, ref.name(), Remembered::nothing);
    schedule.plan(ref, Optional.of(plan), Knowledge.none(), true, DefinitionRecords.none());
  }

  private HttpUrl url(int index) {
    return HttpUrl.parse("http://%s:%d/%d".formatted(SlowServers.address(index), port, index))
        .orElseThrow();
  }

  private Verification verify(VerificationRequest request) throws InterruptedException {
    Verification result = verifier.verify(request);
    if (result instanceof Verified) {
      good.incrementAndGet();
      lastGood.set(Integer.parseInt(request.url().getPath().substring(1)), System.nanoTime());
    } else {
      failed.incrementAndGet();
    }
    return result;
  }

  private void age(Ages ages) {
    long now = System.nanoTime();
    for (int i = 0; i < SERVERS; i++) {
      if (!SlowServers.hangs(i, hungPerHundred)) {
        ages.add(Math.max(0, now - lastGood.get(i)) / 1e9);
      }
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
