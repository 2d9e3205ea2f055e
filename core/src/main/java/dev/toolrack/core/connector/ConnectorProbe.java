package dev.toolrack.core.connector;

import dev.toolrack.core.address.Expansion;
import dev.toolrack.core.address.UrlTemplate;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.naming.Durations;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.crds.McpConnectorStatus.Auth;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a connector's server can be asked on the connector's own behalf, how, and what the answer
 * means. It informs people: integrations ask for themselves.
 */
public final class ConnectorProbe {
  /** Nobody's tools depend on the answer: there is no hurry to notice that it changed. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(15);

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private ConnectorProbe() {}

  /**
   * What to ask.
   *
   * @param bundle what is known of the certificate authorities that the connector names; absent
   *     where it names none
   * @return empty if nothing may or can be asked
   */
  public static Optional<ProbePlan> plan(McpConnectorSpec spec, Lookup<BundleFacts> bundle) {
    UrlTemplate template = UrlTemplate.of(spec);
    if (obstacle(ConnectorResolver.findings(spec)).isPresent() || template.needsIntegration()) {
      return Optional.empty();
    }
    // Without a place: {scope.org} and the like are the integration's.
    return template.expand(List.of(), new Belonging.Island()) instanceof Expansion.Expanded address
        ? Optional.of(
            new ProbePlan(
                address.url(),
                spec.server().transport(),
                new TreeMap<>(address.headers()),
                Optional.ofNullable(spec.server().caBundleRef())
                    .map(ref -> new ProbePlan.Trust(ref, bundle)),
                interval(spec.verify().interval()),
                Durations.parse(spec.verify().timeout()).orElse(DEFAULT_TIMEOUT)))
        : Optional.empty();
  }

  /** Whether the status already tells what came of asking for this spec. */
  public static boolean isKnown(ConnectorSnapshot connector) {
    return before(connector).isPresent();
  }

  /**
   * What is to be said.
   *
   * @param plan what is asked
   * @param latest the latest answer to it in this process
   */
  public static ConnectorOutcome outcome(
      ConnectorSnapshot connector, Optional<ProbePlan> plan, Optional<ProbeAnswer> latest) {
    List<Finding> findings = new ArrayList<>(ConnectorResolver.findings(connector.spec()));
    Finding reachable =
        plan.isEmpty()
            ? unasked(findings)
            : latest
                .map(answer -> said(answer, plan.get()))
                .or(() -> before(connector))
                .orElseGet(() -> reachable(Reason.NOT_VERIFIED_YET));
    findings.add(reachable);
    Optional<McpConnectorStatus> remembered =
        plan.isPresent() && latest.filter(answer -> !isOutage(answer)).isEmpty()
            ? connector.remembered()
            : Optional.empty();
    Optional<Auth> auth =
        latest.flatMap(ProbeAnswer::auth).or(() -> remembered.map(McpConnectorStatus::auth));
    auth.flatMap(announced -> differing(connector.spec(), announced)).ifPresent(findings::add);
    return new ConnectorOutcome(
        findings,
        new McpConnectorStatus(
            connector.generation(),
            auth.orElse(null),
            latest
                .flatMap(ProbeAnswer::server)
                .or(() -> remembered.map(McpConnectorStatus::server))
                .orElse(null),
            List.of()));
  }

  /**
   * What the server announces (RFC 9728) decides nothing, because anybody may have written it; but
   * it tells of mistakes. Many write the slash at the end in one place and not in the other.
   */
  private static Optional<Finding> differing(McpConnectorSpec spec, Auth announced) {
    return Optional.ofNullable(spec.oauth())
        .map(McpConnectorSpec.OAuth::issuer)
        .filter(declared ->
            announced.issuer() != null
                && !slashless(declared).equals(slashless(announced.issuer())))
        .map(_ -> Finding.of(ConditionType.ACCEPTED, Reason.ISSUER_DIFFERS));
  }

  private static String slashless(String issuer) {
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }

  private static Finding unasked(List<Finding> accepted) {
    return obstacle(accepted)
        .map(o -> new Finding(ConditionType.REACHABLE, o.effect(), o.reason(), o.message()))
        .orElseGet(() -> reachable(Reason.NEEDS_INTEGRATION));
  }

  /** Why nothing is asked: the connector is off, or its declaration does not hold. */
  private static Optional<Finding> obstacle(List<Finding> findings) {
    return Conditions.loudest(findings)
        .filter(loudest -> loudest.effect() == Effect.OFF || loudest.effect() == Effect.BLOCKED);
  }

  private static Finding said(ProbeAnswer answer, ProbePlan plan) {
    Finding finding =
        Finding.of(
            ConditionType.REACHABLE, answer.reason(), ServerWords.of(answer.reason(), plan.url()));
    if (answer.reason() == Reason.NOT_VERIFIED_YET) {
      return finding;
    }
    if (!answer.reached()) {
      return finding.as(Effect.IMPAIRED);
    }
    return answer.reason() == Reason.REACHABLE
        ? finding
        : Finding.of(
                ConditionType.REACHABLE,
                answer.reason(),
                "The server answers and wants a credential. Each integration has to name one.")
            .as(Effect.NOTICE);
  }

  /** What the status said, where it speaks of this spec and of an answer. */
  private static Optional<Finding> before(ConnectorSnapshot connector) {
    return connector
        .remembered()
        .flatMap(status ->
            status.conditions().stream()
                .filter(c -> ConditionType.REACHABLE.wire().equals(c.getType()))
                .findFirst())
        .filter(condition -> !"Unknown".equals(condition.getStatus()))
        .flatMap(ConnectorProbe::read);
  }

  private static Optional<Finding> read(Condition condition) {
    return Reason.read(condition.getReason())
        .map(reason ->
            new Finding(
                ConditionType.REACHABLE,
                "True".equals(condition.getStatus()) ? Effect.NOTICE : Effect.IMPAIRED,
                reason,
                condition.getMessage()));
  }

  /** Whether the answer says nothing new about the server itself. */
  private static boolean isOutage(ProbeAnswer answer) {
    return !answer.reached() && answer.reason().effect() == Effect.IMPAIRED;
  }

  private static Finding reachable(Reason reason) {
    return Finding.of(ConditionType.REACHABLE, reason);
  }

  private static Duration interval(String declared) {
    return Durations.parse(declared)
        .filter(interval -> interval.compareTo(SHORTEST_INTERVAL) > 0)
        .orElse(SHORTEST_INTERVAL);
  }
}
