package dev.toolrack.cli.explain;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.cluster.Circumstances;
import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.integration.Destinations;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.mcp.TrustBundle;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the operator is set up, as far as that shows in what it says. Its settings are not in the
 * cluster's API; what they refuse stands in the status of whoever was refused.
 */
final class OperatorsWord {
  /** The operator's own default of verify.integrationsPerNamespace. */
  private static final int SEATS = 512;

  /** Why requests for tokens are in vain. */
  private static final Set<Reason> OF_TOKENS =
      Set.of(
          Reason.TOKEN_REFUSED,
          Reason.TOKEN_NOT_STORED,
          Reason.ISSUER_UNAVAILABLE,
          Reason.ISSUER_INVALID,
          Reason.ISSUER_FORBIDDEN,
          Reason.SECRET_DESTINATION_FORBIDDEN,
          Reason.OUTPUT_NAME_TAKEN);

  private OperatorsWord() {}

  static Circumstances circumstances(
      Collection<McpIntegration> integrations, Destinations destinations) {
    boolean unprotected =
        integrations.stream().anyMatch(i -> accepted(i, Reason.SCOPE_UNPROTECTED));
    return new Circumstances(
        unprotected ? CrossNamespace.OFF : CrossNamespace.ON,
        seats(integrations),
        destinations,
        TrustBundle::isUsable,
        Instant.now());
  }

  /** As many as have a seat where somebody has none. */
  private static int seats(Collection<McpIntegration> integrations) {
    Map<String, Long> seated =
        integrations.stream()
            .filter(i -> i.getSpec().enabled() && !accepted(i, Reason.TOO_MANY_INTEGRATIONS))
            .collect(
                Collectors.groupingBy(i -> i.getMetadata().getNamespace(), Collectors.counting()));
    return integrations.stream()
        .filter(i -> accepted(i, Reason.TOO_MANY_INTEGRATIONS))
        .map(i -> seated.getOrDefault(i.getMetadata().getNamespace(), 1L))
        .max(Long::compare)
        .map(Math::toIntExact)
        .orElse(SEATS);
  }

  /** The same cluster, where the URLs are refused that the operator says it refuses. */
  static Cluster refusing(Cluster cluster) {
    var refused = new HashMap<String, Reason>();
    for (McpIntegration integration : cluster.integrations().values()) {
      Stream.of(Reason.DESTINATION_FORBIDDEN, Reason.INSECURE_TRANSPORT)
          .filter(reason -> accepted(integration, reason))
          .findFirst()
          .ifPresent(reason ->
              url(cluster, integration).ifPresent(url -> refused.put(url.toString(), reason)));
    }
    if (refused.isEmpty()) {
      return cluster;
    }
    Circumstances plain = cluster.circumstances();
    return cluster.under(
        new Circumstances(
            plain.cross(),
            plain.integrationsPerNamespace(),
            (url, credential, requester) -> Optional.ofNullable(refused.get(url.toString())),
            plain.bundles(),
            plain.now()));
  }

  /** The URL that is asked about when the integration is decided about. */
  private static Optional<HttpUrl> url(Cluster cluster, McpIntegration integration) {
    var asked = new HashMap<String, HttpUrl>();
    Circumstances plain = cluster.circumstances();
    Cluster listening =
        cluster.under(
            new Circumstances(
                plain.cross(),
                plain.integrationsPerNamespace(),
                (url, credential, requester) -> {
                  asked.put("", url);
                  return Optional.empty();
                },
                plain.bundles(),
                plain.now()));
    Resolution.of(listening).integration(References.integration(integration));
    return Optional.ofNullable(asked.get(""));
  }

  /**
   * The same cluster, with why integrations have no access tokens: what authorization servers
   * answered is known to the operator alone.
   */
  static Cluster withoutTokens(Cluster cluster) {
    var tokens = new HashMap<>(cluster.memory().tokens());
    Resolution now = Resolution.of(cluster);
    for (McpIntegration integration : cluster.integrations().values()) {
      tokens.computeIfPresent(
          References.integration(integration),
          (ref, state) ->
              now.integration(ref)
                  .flatMap(IntegrationOutcome::token)
                  .flatMap(plan -> failure(integration, plan))
                  .map(failure ->
                      new TokenState(state.kept(), state.handOver(), Optional.of(failure)))
                  .orElse(state));
    }
    return cluster.remembering(cluster.memory().holding(tokens));
  }

  /** Of an older declaration it says nothing. */
  private static Optional<Failure> failure(McpIntegration integration, TokenPlan plan) {
    return Stream.ofNullable(integration.getStatus())
        .filter(status ->
            Objects.equals(status.observedGeneration(), integration.getMetadata().getGeneration()))
        .flatMap(status -> status.conditions().stream())
        .filter(c -> ConditionType.CREDENTIALS_READY.wire().equals(c.getType()))
        .filter(c -> "False".equals(c.getStatus()))
        .flatMap(c ->
            Reason.read(c.getReason())
                .filter(OF_TOKENS::contains)
                .map(reason -> Failure.told(plan, reason, c.getMessage()))
                .stream())
        .findFirst();
  }

  private static boolean accepted(McpIntegration integration, Reason reason) {
    return Stream.ofNullable(integration.getStatus())
        .flatMap(status -> status.conditions().stream())
        .filter(
            (Predicate<Condition>)
                condition -> ConditionType.ACCEPTED.wire().equals(condition.getType()))
        .flatMap(condition -> Reason.read(condition.getReason()).stream())
        .anyMatch(reason::equals);
  }
}
