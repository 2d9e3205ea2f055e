package dev.toolrack.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newer version says counts as what gives least, and is told. */
class NewerFieldsTest {
  private static Finding loudest(IntegrationOutcome outcome) {
    return Conditions.loudest(outcome.findings()).orElseThrow();
  }

  /** What a newer version says may mean another server or another secret: nothing is sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connectorRef: {name: github} | connectorRef: {name: github, kind: Other}",
        "credentials: | credentials:\\n    oauth: {}",
        "bearer: {secretKeyRef | bearer: {prefix: Token, secretKeyRef",
        "key: api | key: api, encoding: base64",
        "{name: tenant, value: blue} | {name: tenant, valueFrom: {a: b}}",
        "choices: [eu, us] | choices: [eu, us], pattern: a",
        "{name: X-Tenant, value: | {name: X-Tenant, when: never, value:",
        "server: | type: FromTheFuture\\n  server:",
        "url: \"https://{ | transport: FromTheFuture\\n    url: \"https://{",
      })
  void whatIsNotUnderstoodIsNotSent(String from, String to) {
    IntegrationOutcome outcome =
        OneIntegration.changed(from, to.replace("\\n", "\n")).integration(OneIntegration.REF);
    assertThat(outcome.verification()).isEmpty();
    assertThat(loudest(outcome).effect()).isEqualTo(Effect.BLOCKED);
    assertThat(loudest(outcome).reason())
        .isIn(Reason.SPEC_NOT_UNDERSTOOD, Reason.CONNECTOR_INVALID);
  }

  @Test
  void anUnknownFieldElsewhereIsToldAndReachesNobody() {
    IntegrationOutcome outcome =
        OneIntegration.changed("access: {from: Scope}", "access: {from: Scope, scope: {cell: a}}")
            .verified()
            .integration(OneIntegration.REF);
    assertThat(outcome.facts().path()).isEqualTo("nobody");
    assertThat(outcome.findings())
        .filteredOn(f -> f.reason() == Reason.SPEC_NOT_UNDERSTOOD)
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains("spec.access.scope.cell"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools: {rules: [], novelty: 1}", "novelty: 1"})
  void unknownFieldsOfToolsMakeThemAsk(String tools) {
    IntegrationOutcome outcome =
        OneIntegration.changed("tools: {rules: []}", tools)
            .verified()
            .integration(OneIntegration.REF);
    boolean ofTools = tools.contains("tools");
    assertThat(OneIntegration.counts(outcome.facts()))
        .isEqualTo(ofTools ? List.of(2, 2, 0, 2) : List.of(2, 2, 1, 1));
    assertThat(outcome.findings()).anyMatch(f -> f.reason() == Reason.SPEC_NOT_UNDERSTOOD);
  }

  @Test
  void unknownFieldsOfGuardrailsMakeToolsAsk() {
    IntegrationOutcome outcome =
        OneIntegration.changed("verify: {", "tools: {novelty: 1}\n  verify: {")
            .verified()
            .integration(OneIntegration.REF);
    assertThat(OneIntegration.counts(outcome.facts())).containsExactly(2, 2, 0, 2);
  }

  /** An unknown onChange holds. */
  @Test
  void anUnknownOnChangeHolds() {
    IntegrationOutcome outcome =
        OneIntegration.changed("tools: {rules: []}", "tools: {onChange: Review}")
            .verified()
            .integration(OneIntegration.REF);
    assertThat(outcome.findings()).anyMatch(f -> f.reason() == Reason.PINNED_ON_FIRST_USE);
    assertThat(outcome.findings()).anyMatch(f -> f.reason() == Reason.SPEC_NOT_UNDERSTOOD);
  }
}
