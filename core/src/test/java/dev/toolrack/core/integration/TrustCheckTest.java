package dev.toolrack.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.cluster.ConfigReading;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.ReasonsTable;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.IntegrationState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificate authorities that a connector names. */
class TrustCheckTest {
  private static final String BUNDLE =
      """
      kind: ConfigMap
      metadata: {name: corp-ca, namespace: acme, labels: {toolrack.dev/config: "true"}}
      data: {ca.crt: "-----BEGIN CERTIFICATE-----1"}
      """;

  @Test
  void theyArePartOfThePlan() {
    VerificationPlan plan = plan(trusting().with(BUNDLE));
    assertThat(plan.trust())
        .contains(
            new TrustedBundle(
                "corp-ca", "ca.crt", ConfigReading.digest("-----BEGIN CERTIFICATE-----1")));
    assertThat(plan.connectorNamespace()).isEqualTo("acme");
    VerificationPlan renewed = plan(trusting().with(BUNDLE.replace("-----1", "-----2")));
    assertThat(renewed.asksTheSameAs(plan)).isFalse();
    // Other authorities do not make it another server: what was verified stays meanwhile.
    assertThat(renewed.target()).isEqualTo(plan.target());
    assertThat(plan(OneIntegration.world()).trust()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: corp-ca | name: other | ConfigNotFound | PENDING",
        "namespace: acme | namespace: other | ConfigNotFound | PENDING",
        "labels: {toolrack.dev/config: \"true\"} | labels: {} | ConfigNotLabelled | PENDING",
        "config: \"true\" | config: \"false\" | ConfigNotLabelled | PENDING",
        "ca.crt: | tls.crt: | ConfigKeyMissing | PENDING",
        "BEGIN CERTIFICATE | BEGIN PRIVATE KEY | CaBundleInvalid | ERROR",
      })
  void nothingIsAskedWithoutThem(String from, String to, String reason, IntegrationState state) {
    assertThat(BUNDLE).contains(from);
    IntegrationOutcome outcome =
        trusting().with(BUNDLE.replace(from, to)).integration(OneIntegration.REF);
    Finding loudest = Conditions.loudest(outcome.findings()).orElseThrow();
    assertThat(loudest.reason().wire()).isEqualTo(reason);
    assertThat(loudest.type()).isEqualTo(ConditionType.ACCEPTED);
    assertThat(ReasonsTable.conditions(loudest.reason())).contains(loudest.type());
    assertThat(loudest.message()).contains("corp-ca", loudest.reason().remedy());
    assertThat(outcome.facts().state()).isEqualTo(state);
    assertThat(outcome.verification()).isEmpty();
  }

  @Test
  void nothingIsDecidedWhileTheApiDoesNotAnswer() {
    World world =
        trusting()
            .with("kind: ConfigMap\nmetadata: {name: corp-ca, namespace: acme}\nlookup: Stale");
    assertThat(world.integration(World.ref(OneIntegration.REF))).isEmpty();
  }

  private static World trusting() {
    return OneIntegration.changed(
        "headers: [{name: X-Tenant,",
        "caBundleRef: {name: corp-ca, key: ca.crt}\n    headers: [{name: X-Tenant,");
  }

  private static VerificationPlan plan(World world) {
    return world.integration(OneIntegration.REF).verification().orElseThrow();
  }
}
