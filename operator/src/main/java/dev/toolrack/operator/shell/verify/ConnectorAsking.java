package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.connector.ProbeAnswer;
import dev.toolrack.core.connector.ProbePlan;
import dev.toolrack.core.connector.ProbePlan.Trust;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.integration.TrustedBundle;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.AuthScheme;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.crds.ServerEra;
import dev.toolrack.mcp.Authentication;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.Failed;
import dev.toolrack.mcp.RequestHeader;
import dev.toolrack.mcp.ServerFacts;
import dev.toolrack.mcp.ServerVerifier;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.mcp.VerificationRequest;
import dev.toolrack.mcp.Verified;
import dev.toolrack.operator.shell.settings.EgressRules;
import dev.toolrack.operator.shell.turns.Claim;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks connectors' servers without any credential. */
public final class ConnectorAsking implements Rounds.Asking<ResourceID, ProbePlan, ProbeAnswer> {
  private final ServerVerifier verifier;
  private final Backing backing;

  /** Asks through a verifier. */
  public ConnectorAsking(ServerVerifier verifier, Backing backing) {
    this.verifier = verifier;
    this.backing = backing;
  }

  /** What is read from the caches when a connector's server is asked. */
  public interface Backing {

    /** On whose behalf connectors of a namespace are asked. */
    Requester requester(String namespace);

    /** The certificates of a bundle, if they are still those that were decided about. */
    Optional<TrustBundle> bundle(String namespace, TrustedBundle trust);
  }

  @Override
  public Claim claim(ResourceID connector, ProbePlan plan) {
    return Claim.on(connector.getNamespace().orElse(""), plan.url());
  }

  @Override
  public ProbeAnswer ask(ResourceID connector, ProbePlan plan) throws InterruptedException {
    String namespace = connector.getNamespace().orElse("");
    Optional<Reason> problem = plan.trust().map(Trust::bundle).flatMap(BundleFacts::problem);
    Optional<TrustBundle> trust =
        problem.isPresent() ? Optional.empty() : plan.trust().flatMap(t -> trust(namespace, t));
    if (problem.isPresent() || (trust.isEmpty() && plan.trust().isPresent())) {
      return new ProbeAnswer(
          problem.orElse(Reason.NOT_VERIFIED_YET), Optional.empty(), Optional.empty());
    }
    List<RequestHeader> headers =
        plan.headers().entrySet().stream()
            .map(header -> new RequestHeader(header.getKey(), header.getValue()))
            .toList();
    var request =
        new VerificationRequest(
            URI.create(plan.url().toString()),
            Probe.transport(plan.transport()),
            headers,
            false,
            CredentialConsent.SAME_ORIGIN,
            EgressRules.tenant(backing.requester(namespace)),
            trust,
            plan.timeout());
    return switch (verifier.verify(request)) {
      case Verified verified ->
          new ProbeAnswer(
              Reason.REACHABLE,
              verified.authentication().map(ConnectorAsking::auth),
              Optional.of(server(verified.server())));
      case Failed failed ->
          new ProbeAnswer(
              Probe.reason(failed.reason()),
              failed.authentication().map(ConnectorAsking::auth),
              Optional.empty());
    };
  }

  private Optional<TrustBundle> trust(String namespace, Trust trust) {
    return trust
        .bundle()
        .optional()
        .map(facts -> new TrustedBundle(trust.ref().name(), trust.ref().key(), facts.digest()))
        .flatMap(bundle -> backing.bundle(namespace, bundle));
  }

  @Override
  public boolean good(ProbeAnswer answer) {
    return answer.reached();
  }

  @Override
  public Duration interval(ProbePlan plan) {
    return plan.interval();
  }

  private static McpConnectorStatus.Auth auth(Authentication authentication) {
    return new McpConnectorStatus.Auth(
        switch (authentication.scheme()) {
          case NONE -> AuthScheme.NONE;
          case BEARER -> AuthScheme.BEARER;
          case OAUTH -> AuthScheme.OAUTH;
        },
        authentication.authorizationServer().orElse(null),
        authentication.scopes());
  }

  private static McpConnectorStatus.Server server(ServerFacts facts) {
    return new McpConnectorStatus.Server(
        shown(facts.name()),
        shown(facts.version()),
        facts.protocolVersion(),
        switch (facts.era()) {
          case STATELESS -> ServerEra.STATELESS;
          case SESSION -> ServerEra.SESSION;
          case SSE -> ServerEra.SSE;
        });
  }

  private static @Nullable String shown(String text) {
    return text.isEmpty() ? null : text;
  }
}
