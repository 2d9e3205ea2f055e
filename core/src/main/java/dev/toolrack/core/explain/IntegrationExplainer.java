package dev.toolrack.core.explain;

import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.explain.IntegrationExplanation.Definitions;
import dev.toolrack.core.explain.IntegrationExplanation.Server;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.naming.Alias;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.OnChange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains integrations of one cluster. */
final class IntegrationExplainer {
  private final Resolution resolution;
  private final Cluster cluster;

  IntegrationExplainer(Resolution resolution) {
    this.resolution = resolution;
    this.cluster = resolution.cluster();
  }

  /** Empty where there is no such integration to be seen. */
  Optional<IntegrationExplanation> explain(IntegrationRef ref) {
    return integration(ref).map(integration -> explain(ref, integration));
  }

  Optional<McpIntegration> integration(IntegrationRef ref) {
    return Optional.ofNullable(
        cluster.integrations().get(new ObjectName(ref.namespace(), ref.name())));
  }

  /** The alias, where it has a valid one. */
  Optional<String> alias(McpIntegration integration) {
    return Alias.effective(integration.getMetadata().getName(), integration.getSpec().alias())
            instanceof Alias.Valid(String alias)
        ? Optional.of(alias)
        : Optional.empty();
  }

  /** Whom it reaches; empty where its namespace is not visible. */
  Optional<Reach> reach(McpIntegration integration) {
    return resolution
        .namespaces()
        .scope(integration.getMetadata().getNamespace())
        .optional()
        .map(home ->
            Reach.of(home, integration.getSpec().access(), cluster.circumstances().cross()));
  }

  /** What the last good verification found, while it counts. */
  Optional<VerifiedServer> verified(IntegrationRef ref) {
    return resolution.integration(ref).isPresent()
        ? resolution.integration(ref).flatMap(IntegrationOutcome::kept)
        : cluster.memory().of(ref).lastGood();
  }

  /** What it offers agents now. */
  Optional<ServedServer> served(IntegrationRef ref) {
    return resolution
        .view(ref)
        .optional()
        .map(IntegrationView::availability)
        .flatMap(availability ->
            availability instanceof Availability.Available(ServedServer server)
                ? Optional.of(server)
                : Optional.empty());
  }

  private IntegrationExplanation explain(IntegrationRef ref, McpIntegration integration) {
    Optional<IntegrationOutcome> outcome = resolution.integration(ref);
    boolean decided = outcome.isPresent() && !cluster.memory().published().containsKey(ref);
    McpIntegrationStatus status = integration.getStatus();
    McpIntegrationStatus facts =
        decided ? outcome.map(IntegrationOutcome::facts).orElse(status) : status;
    return new IntegrationExplanation(
        ref.toString(),
        References.connector(integration).toString(),
        alias(integration).orElse(null),
        place(ref.namespace()),
        access(integration),
        integration.getSpec().override().wire(),
        state(facts),
        decided ? "Decided" : "Status",
        decided
            ? Note.of(outcome.map(IntegrationOutcome::findings).orElseGet(List::of))
            : status == null ? List.of() : Note.of(status),
        facts == null ? null : server(facts.server()),
        verified(ref).map(VerifiedServer::tools).map(t -> definitions(t, integration)).orElse(null),
        Credential.of(integration, cluster));
  }

  @Nullable Place place(String namespace) {
    return resolution
        .namespaces()
        .scope(namespace)
        .optional()
        .map((NamespaceScope scope) -> Place.of(scope))
        .orElse(null);
  }

  private String access(McpIntegration integration) {
    String from = integration.getSpec().access().from().wire();
    return reach(integration).map(reach -> from + ": " + reach.describe()).orElse(from);
  }

  private static String state(@Nullable McpIntegrationStatus facts) {
    IntegrationState state = facts == null ? null : facts.state();
    return state == null ? IntegrationState.PENDING.wire() : state.wire();
  }

  private static @Nullable Server server(McpIntegrationStatus.@Nullable ServerFacts facts) {
    return facts == null || facts.url() == null
        ? null
        : new Server(
            facts.url(), facts.transport(), facts.protocolVersion(), facts.name(), facts.version());
  }

  private Definitions definitions(KnownTools tools, McpIntegration integration) {
    McpConnector connector = cluster.connectors().get(References.connector(integration));
    boolean own = integration.getSpec().tools().onChange().holds();
    // Who does not see the connector knows of Hold only what the integration itself says.
    String onChange =
        own || (connector != null && connector.getSpec().tools().onChange().holds())
            ? OnChange.HOLD.wire()
            : connector == null ? null : OnChange.ACCEPT.wire();
    return new Definitions(
        tools.digest(),
        tools.tools().size(),
        tools.rejected().size(),
        onChange,
        integration.getSpec().tools().approvedDigest(),
        cluster.memory().of(References.integration(integration)).records().pinned().orElse(null));
  }
}
