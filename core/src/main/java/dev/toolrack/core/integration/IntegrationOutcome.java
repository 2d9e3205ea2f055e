package dev.toolrack.core.integration;

import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was decided about one integration.
 *
 * @param findings everything worth telling
 * @param facts the status apart from its conditions
 * @param view what bindings see
 * @param verification how the server is to be asked from now on; empty = not at all
 * @param kept the verified server that still counts
 * @param catalog text of catalog.json; empty = there is no effective view to persist
 * @param records what is to be on record of the server's definitions
 * @param token the access token that is needed; empty = none
 * @param wakeAfter when to decide again without an event
 */
public record IntegrationOutcome(
    List<Finding> findings,
    McpIntegrationStatus facts,
    IntegrationView view,
    Optional<VerificationPlan> verification,
    Optional<VerifiedServer> kept,
    Optional<String> catalog,
    DefinitionRecords records,
    Optional<TokenPlan> token,
    Optional<Duration> wakeAfter) {
  public IntegrationOutcome {
    findings = List.copyOf(findings);
  }

  /**
   * The same with the access token that is needed.
   *
   * @param login what the status tells of logins
   * @param remaining how long the one that is there will last
   */
  IntegrationOutcome with(TokenPlan needed, Optional<Login> login, Optional<Duration> remaining) {
    return new IntegrationOutcome(
        findings,
        login.map(facts::withLogin).orElse(facts),
        view,
        verification,
        kept,
        catalog,
        records,
        Optional.of(needed),
        Stream.concat(wakeAfter.stream(), remaining.stream()).min(Duration::compareTo));
  }

  /** Name of the catalog ConfigMap of an integration. */
  public static String catalogName(String integration) {
    return integration + "-catalog";
  }
}
