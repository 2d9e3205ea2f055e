package dev.toolrack.operator.shell;

import dev.toolrack.core.naming.Durations;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.mcp.ClientIdentity;
import dev.toolrack.mcp.Limits;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.operator.edge.EdgeSource;
import dev.toolrack.operator.edge.EnabledNamespaces;
import dev.toolrack.operator.edge.SlimStore;
import dev.toolrack.operator.shell.apply.EventRecorder;
import dev.toolrack.operator.shell.apply.Leftovers;
import dev.toolrack.operator.shell.apply.OutputDigest;
import dev.toolrack.operator.shell.apply.StatusWriter;
import dev.toolrack.operator.shell.apply.WriteGate;
import dev.toolrack.operator.shell.apply.WritesUnderWay;
import dev.toolrack.operator.shell.connect.ConnectServer;
import dev.toolrack.operator.shell.gather.ClusterWatch;
import dev.toolrack.operator.shell.gather.OwnAddresses;
import dev.toolrack.operator.shell.gather.ReadableNamespace;
import dev.toolrack.operator.shell.gather.ScopeGuard;
import dev.toolrack.operator.shell.gather.Slim;
import dev.toolrack.operator.shell.gather.ViewStore;
import dev.toolrack.operator.shell.observe.OperatorMetrics;
import dev.toolrack.operator.shell.settings.EgressRules;
import dev.toolrack.operator.shell.settings.PageAddress;
import dev.toolrack.operator.shell.settings.Settings;
import dev.toolrack.operator.shell.settings.SettingsFile.InvalidSettingsException;
import dev.toolrack.operator.shell.settings.VerifyLimits;
import dev.toolrack.operator.shell.token.TokenSchedules;
import dev.toolrack.operator.shell.turns.Turns;
import dev.toolrack.operator.shell.verify.Schedules;
import dev.toolrack.operator.shell.walls.AdmissionWalls;
import dev.toolrack.operator.shell.walls.Wall;
import dev.toolrack.operator.shell.work.Workers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole operator, wired together. */
public final class ToolrackOperator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ToolrackOperator.class);

  private final KubernetesClient client;
  private final Leadership leadership;
  private final OperatorMetrics metrics;
  private final WriteGate gate = new WriteGate();
  private final Slim slim = new Slim();
  private final Leftovers leftovers;
  private final McpServerVerifier verifier;
  private final AdmissionWalls walls;
  private final EnabledNamespaces enabled;
  private final ScopeGuard scopes;
  private final ClusterWatch cluster;
  private final Turns turns;
  private final Workers workers = new Workers();
  private final IntegrationParts integrations;
  private final BindingParts bindings;
  private final ConnectParts connect;
  private final int connectPort;
  private final Operator operator;
  private Optional<ConnectServer> connectServer = Optional.empty();

  /**
   * Wires everything; nothing is read or written before {@link #start()}.
   *
   * @param client used for everything, closed by the caller
   * @param instance name of this replica
   * @throws InvalidSettingsException if a setting cannot be used
   */
  public ToolrackOperator(KubernetesClient client, Settings settings, String instance)
      throws InvalidSettingsException {
    this.client = client;
    leftovers = new Leftovers(client);
    enabled = EnabledNamespaces.of(settings.namespaces());
    leadership = new Leadership(client, settings.leaderElection(), instance);
    cluster = new ClusterWatch(client.getMasterUrl().getHost(), OwnAddresses.ofInterfaces());
    EgressGuard guard = new EgressGuard(EgressRules.settings(settings.egress()), cluster);
    if (settings.egress().allowLoopback()) {
      LOG.warn("egress.allowLoopback is on: for development only, never in a cluster");
    }
    metrics = new OperatorMetrics(settings.egress().allowLoopback(), leadership::held);
    verifier =
        new McpServerVerifier(guard, new ClientIdentity("toolrack", version()), Limits.defaults());
    walls = new AdmissionWalls(this::wallChanged);
    metrics.watch(walls);
    scopes = new ScopeGuard(settings.scopes().requirePolicy(), walls);
    turns = Turns.start(VerifyLimits.turns(settings.verify()));
    metrics.watch(turns);
    var world = world(settings, guard, instance);
    var views = new ViewStore();
    integrations = new IntegrationParts(world, views);
    metrics.watchTokens(integrations::firstTokenEnd, InstantSource.system());
    metrics.watchIntegrations(integrations::all);
    bindings = new BindingParts(world, views, integrations);
    connect = new ConnectParts(world, integrations);
    connectPort = settings.connectPage().port();
    operator =
        new Operator(o -> Framework.configure(o, client, settings, metrics, leadership, workers));
    operator.register(
        new ConnectorReconciler(new ConnectorParts(world, integrations::requester)),
        controller -> configure(controller, SlimStore.of(slim::primary)));
    operator.register(
        new IntegrationReconciler(integrations),
        controller -> {
          configure(controller, SlimStore.of(slim::primary));
          controller.withGenerationAware(false).withOnUpdateFilter(IntegrationReconciler::concerns);
        });
    operator.register(
        new BindingReconciler(bindings),
        controller -> {
          configure(controller, bindings.store());
          // Without it the framework is silent about objects that are being deleted.
          controller.withTriggerReconcilerOnAllEvents(true);
        });
  }

  /** Fills the caches and begins to work, or to stand by. */
  public void start() {
    cluster.start(client);
    walls.start(client);
    scopes.tell();
    enabled.keep(new ReadableNamespace(client));
    operator.start();
    bindings.known();
    leadership.onceHeld(leftovers::open);
    connectServer = connect.serve(verifier.oauth(), connectPort);
    connectServer.ifPresent(page -> LOG.info("the connect page is served on port {}", page.port()));
  }

  /** Where the connect page is served; empty if it is not. */
  public OptionalInt connectPort() {
    return connectServer.map(ConnectServer::port).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** Whether the caches are filled and the watches work. */
  public boolean ready() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  /** What is counted. */
  public OperatorMetrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    connectServer.ifPresent(ConnectServer::close);
    leadership.giveUp();
    integrations.close();
    gate.close();
    leftovers.close();
    operator.stop();
    leadership.release();
    turns.close();
    walls.close();
    cluster.close();
    verifier.close();
    metrics.close();
  }

  /** Version of this build, or {@code dev}. */
  public static String version() {
    String version = ToolrackOperator.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** Whether labels of namespaces count decides about everything. */
  private void wallChanged(Wall wall) {
    if (wall == Wall.SCOPES) {
      integrations.wakeAll();
      bindings.wakeAll();
    }
  }

  private World world(Settings settings, EgressGuard guard, String instance)
      throws InvalidSettingsException {
    InstantSource clock = InstantSource.system();
    var events = new EventRecorder(client, clock, instance);
    Duration retry = duration("verify.retry", settings.verify().retry());
    return new World(
        client,
        clock,
        workers,
        enabled,
        scopes,
        (url, credential, requester) -> EgressRules.refusal(guard, url, requester),
        PageAddress.of(settings),
        settings.verify().integrationsPerNamespace(),
        new Schedules(
            verifier,
            turns,
            retry,
            duration("verify.confirmAfter", settings.verify().confirmAfter()),
            metrics),
        new TokenSchedules(
            verifier.oauth(), turns, retry, metrics::asked, leadership::confirmed, clock),
        slim,
        new OutputDigest(),
        metrics,
        gate,
        new WritesUnderWay(),
        leftovers,
        events,
        new StatusWriter<>(Shapes.CONNECTOR, McpConnector::new, clock, events, metrics, gate),
        new StatusWriter<>(Shapes.INTEGRATION, McpIntegration::new, clock, events, metrics, gate),
        new StatusWriter<>(Shapes.BINDING, AgentToolBinding::new, clock, events, metrics, gate));
  }

  private static <P extends HasMetadata> void configure(
      ControllerConfigurationOverrider<P> controller, ItemStore<P> cache) {
    controller
        .watchingAllNamespaces()
        .withFieldManager("toolrack")
        .withInformerListLimit(EdgeSource.LIST_LIMIT)
        .withItemStore(cache)
        .withRateLimiter(new Unlimited())
        // Its timer tasks would stay in memory for hours; what has to be repeated is asked for.
        .withReconciliationMaxInterval(null)
        .withRetry(
            new GenericRetry()
                .setInitialInterval(1_000)
                .setIntervalMultiplier(2)
                .setMaxInterval(300_000)
                .setMaxAttempts(-1));
  }

  private static Duration duration(String setting, String text) throws InvalidSettingsException {
    return Durations.parse(text)
        .filter(Duration::isPositive)
        .orElseThrow(() ->
            new InvalidSettingsException(
                "%s: \"%s\" is no positive duration; write it like 30s or 5m"
                    .formatted(setting, text)));
  }
}
