package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.connector.ProbeAnswer;
import dev.toolrack.core.connector.ProbePlan;
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
import dev.toolrack.mcp.VerificationRequest;
import dev.toolrack.mcp.Verified;
import dev.toolrack.mcp.egress.Tenant;
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

  /** Asks through a verifier. */
  public ConnectorAsking(ServerVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Claim claim(ResourceID connector, ProbePlan plan) {
    return Claim.on(connector.getNamespace().orElse(""), plan.url());
  }

  @Override
  public ProbeAnswer ask(ResourceID connector, ProbePlan plan) throws InterruptedException {
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
            Tenant.NONE,
            Optional.empty(),
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
