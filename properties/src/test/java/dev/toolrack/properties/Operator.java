package dev.toolrack.properties;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.binding.IntegrationInReach;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.ConnectorFacts;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationResolver;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.McpIntegrationStatus.ServerFacts;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Known;
import dev.toolrack.properties.model.Cluster.Place;
import dev.toolrack.properties.model.Cluster.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the code decides about a cluster: looks things up, as the operator would, and asks it. */
final class Operator {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final long GENERATION = 3;

  private final Cluster cluster;
  private final Map<String, NamespaceScope> scopes = new HashMap<>();
  private final Map<String, Connector> connectors = new HashMap<>();
  private final CrossNamespace cross;

  Operator(Cluster cluster) {
    this.cluster = cluster;
    this.cross = cluster.labelsProtected() ? CrossNamespace.ON : CrossNamespace.OFF;
    for (Place place : cluster.places()) {
      scopes.put(place.name(), NamespaceScope.of(place.name(), place.labels()));
    }
    for (Connector connector : cluster.connectors()) {
      connectors.put(connector.ref(), connector);
    }
  }

  /** What an agent gets. */
  BindingOutcome decide(Bot bot) {
    return BindingResolver.resolve(snapshot(bot)).orElseThrow();
  }

  /** Everything that the decision depends on. */
  BindingSnapshot snapshot(Bot bot) {
    Place place =
        cluster.places().stream()
            .filter(p -> p.name().equals(bot.namespace()))
            .findFirst()
            .orElseThrow();
    var agent =
        new Agent(bot.name(), bot.namespace(), scope(bot.namespace()).belonging(), place.labels());
    return new BindingSnapshot(
        GENERATION,
        Specs.of(bot),
        Lookup.found(agent),
        cluster.integrations().stream().map(this::inReach).toList(),
        cross,
        Map.of());
  }

  /** What is decided about an integration. */
  IntegrationOutcome decide(Integration integration) {
    IntegrationOutcome unasked = resolve(integration, asRemembered(integration));
    return unasked
        .verification()
        .map(plan -> resolve(integration, knowledge(integration, plan)))
        .orElse(unasked);
  }

  private NamespaceScope scope(String namespace) {
    NamespaceScope scope = scopes.get(namespace);
    if (scope == null) {
      throw new IllegalArgumentException("no namespace " + namespace);
    }
    return scope;
  }

  private IntegrationInReach inReach(Integration integration) {
    return new IntegrationInReach(
        new IntegrationRef(integration.namespace(), integration.name()),
        GENERATION,
        Specs.of(integration),
        scope(integration.namespace()),
        Lookup.found(decide(integration).view()),
        false);
  }

  private IntegrationOutcome resolve(Integration integration, Knowledge knowledge) {
    var snapshot =
        new IntegrationSnapshot(
            new IntegrationRef(integration.namespace(), integration.name()),
            "uid-" + integration.ref(),
            GENERATION,
            Specs.of(integration),
            true,
            true,
            Lookup.found(scope(integration.namespace())),
            connector(integration.connector()),
            Map.of(),
            Map.of(integration.name(), secret(integration)),
            TokenState.NONE,
            knowledge,
            cross,
            (url, credential, requester) -> Optional.empty(),
            Optional.empty(),
            NOON);
    return IntegrationResolver.resolve(snapshot).orElseThrow();
  }

  private Lookup<ConnectorFacts> connector(String ref) {
    Connector connector = connectors.get(ref);
    return connector == null
        ? Lookup.absent()
        : Lookup.found(
            new ConnectorFacts(
                "uid-" + ref,
                GENERATION,
                Specs.of(connector),
                Lookup.found(scope(connector.namespace())),
                Lookup.absent(),
                Requester.stranger(connector.namespace())));
  }

  /** What may be known of the Secret that an integration names. */
  Lookup<SecretFacts> secret(Integration integration) {
    if (integration.secret() == Secret.NONE || integration.secret() == Secret.ABSENT) {
      return Lookup.absent();
    }
    Connector connector = connectors.get(integration.connector());
    String url = connector == null ? "" : connector.url();
    return Lookup.found(
        new SecretFacts(
            "uid-of-secret-" + integration.ref(),
            "7",
            integration.secret() != Secret.UNLABELLED,
            integration.secret() == Secret.SCOPE
                ? CredentialReach.SCOPE
                : CredentialReach.NAMESPACE,
            integration.secret() == Secret.ELSEWHERE ? "https://other.example.com/" : url,
            integration.secret() == Secret.NO_SUCH_KEY
                ? Map.of()
                : Map.of(Specs.KEY, integration.secret() != Secret.NO_HEADER_VALUE)));
  }

  /** Before it was asked since the start: a lock counts if it was ever good. */
  static Knowledge asRemembered(Integration integration) {
    return new Knowledge(
        Optional.empty(),
        new Attempt.None(),
        lastSeen(integration),
        Optional.empty(),
        Optional.empty());
  }

  /** After its server was asked as planned. */
  Knowledge knowledge(Integration integration, VerificationPlan plan) {
    Known known = integration.server();
    Optional<VerifiedServer> good =
        known == Known.GOOD || known == Known.STALE
            ? Optional.of(verified(integration, plan))
            : Optional.empty();
    Attempt latest =
        switch (known) {
          case NOTHING -> new Attempt.None();
          case GOOD -> new Attempt.Succeeded(plan);
          case STALE, NEVER_REACHED -> new Attempt.Failed(plan, Reason.UNREACHABLE);
          case REFUSED -> new Attempt.Failed(plan, Reason.CREDENTIAL_REJECTED);
        };
    return new Knowledge(good, latest, lastSeen(integration), Optional.empty(), Optional.empty());
  }

  private static Optional<ServerFacts> lastSeen(Integration integration) {
    return switch (integration.server()) {
      case GOOD, STALE, REFUSED ->
          Optional.of(
              new ServerFacts(
                  "https://seen.example.com/mcp", "streamable-http", "2025-11-25", null, null));
      case NOTHING, NEVER_REACHED -> Optional.empty();
    };
  }

  private VerifiedServer verified(Integration integration, VerificationPlan plan) {
    Connector connector = connectors.get(integration.connector());
    var raws =
        connector == null
            ? List.<String>of()
            : connector.tools().stream().map(Specs::json).toList();
    return new VerifiedServer(
        plan.target(),
        "server",
        "1",
        "streamable-http",
        "2025-11-25",
        KnownTools.of(ToolSet.of(raws)));
  }
}
