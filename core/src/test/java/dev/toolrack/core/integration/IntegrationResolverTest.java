package dev.toolrack.core.integration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.status.ReasonsTable;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.AuthKind;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegrationStatus.ConnectorVersion;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationResolverTest {
  private static Finding loudest(IntegrationOutcome outcome) {
    return Conditions.loudest(outcome.findings()).orElseThrow();
  }

  @Test
  void everythingIsWell() {
    IntegrationOutcome outcome = OneIntegration.world().verified().integration(OneIntegration.REF);
    assertThat(outcome.findings())
        .extracting(Finding::type, Finding::reason)
        .containsExactly(
            tuple(ConditionType.ACCEPTED, Reason.ACCEPTED),
            tuple(ConditionType.CREDENTIALS_READY, Reason.CREDENTIALS_READY),
            tuple(ConditionType.VERIFIED, Reason.VERIFIED),
            tuple(ConditionType.TOOLS_APPROVED, Reason.CHANGES_ACCEPTED));
    assertThat(outcome.findings().get(2).message()).isEqualTo("Connected · 2 tools · 2025-11-25");
    var facts = outcome.facts();
    assertThat(facts.state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(facts.alias()).isEqualTo("github");
    assertThat(facts.path()).isEqualTo("acme");
    assertThat(facts.auth()).isEqualTo(AuthKind.BEARER);
    assertThat(facts.observedGeneration()).isEqualTo(7);
    assertThat(OneIntegration.counts(facts)).containsExactly(2, 2, 1, 1);
    var view = requireNonNull(facts.view());
    assertThat(view.catalog()).isEqualTo("github-catalog");
    assertThat(view.connector()).isEqualTo(new ConnectorVersion("connector-1", 3));
    assertThat(view.credentials()).hasSize(2);
    assertThat(outcome.catalog()).isPresent();
    assertThat(outcome.wakeAfter()).isEmpty();
    VerificationPlan plan = outcome.verification().orElseThrow();
    assertThat(plan.url()).hasToString("https://eu.example.com/mcp");
    assertThat(plan.headers()).containsEntry("X-Tenant", "blue");
    assertThat(plan.interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(plan.timeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theOlderIntegrationHasTheSeat() {
    World world =
        OneIntegration.world()
            .with(
                """
                kind: McpIntegration
                metadata: {name: older, namespace: acme, creationTimestamp: "2025-01-01T00:00:00Z"}
                spec: {connectorRef: {name: github}}
                ---
                kind: Operator
                metadata: {name: settings}
                integrationsPerNamespace: 1
                """);
    assertThat(world.integration("acme/github").facts().state())
        .isEqualTo(IntegrationState.PENDING);
    assertThat(world.integration("acme/github").findings())
        .extracting(Finding::reason)
        .contains(Reason.TOO_MANY_INTEGRATIONS);
    assertThat(world.integration("acme/older").findings())
        .extracting(Finding::reason)
        .doesNotContain(Reason.TOO_MANY_INTEGRATIONS);
  }

  /** A cluster in memory believes the operator, whose settings are not in the API. */
  @Test
  void aNamespaceThatIsNotEnabledIsSaidFirst() {
    World world =
        OneIntegration.world()
            .with(
                """
                kind: McpIntegration
                metadata: {name: told, namespace: acme}
                spec: {connectorRef: {name: nowhere}}
                status:
                  conditions:
                  - {type: Accepted, status: "False", reason: NamespaceNotEnabled, message: no}
                """);
    assertThat(world.integration("acme/github").facts().state()).isEqualTo(IntegrationState.ERROR);
    assertThat(world.integration("acme/github").findings())
        .extracting(Finding::reason)
        .containsExactly(Reason.NAMESPACE_NOT_ENABLED);
    assertThat(world.integration("acme/github").verification()).isEmpty();
  }

  /** Each row changes one thing of a good integration. */
  @Tag("consent-2")
  @Tag("consent-8")
  @Tag("consent-9")
  @Tag("get-19")
  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "enabled: true # of integration | enabled: false | Disabled | DISABLED",
        "enabled: true # of connector | enabled: false | ConnectorDisabled | DISABLED",
        "{name: github, namespace: acme, generation: 3, uid: connector-1} | {name: a, namespace: acme} | ConnectorNotFound | PENDING",
        "connectorRef: {name: github} | connectorRef: {name: github, namespace: other} | ConnectorForbidden | ERROR",
        "enabled: true # of integration | alias: Not-An-Alias | AliasInvalid | ERROR",
        "name: acme, labels: {toolrack.dev/org: acme, | name: acme, labels: {toolrack.dev/team: acme, | ScopeInvalid | ERROR",
        "toolrack.dev/provides: Org | a: b | ScopeForbidden | ERROR",
        "{region}.example.com | {region}.example | ConnectorInvalid | ERROR",
        "interval: 1m | interval: soon | ConnectorInvalid | ERROR",
        "name: X-Tenant | name: Mcp-Session-Id | ConnectorInvalid | ERROR",
        "{region}.example.com/mcp | {region}.example.com/{scope.team} | UrlInvalid | ERROR",
        "{name: tenant, value: blue} | {name: region, value: eu} | VariableMissing | ERROR",
        "{name: tenant, value: blue} | {name: tenant} | VariableInvalid | ERROR",
        "{name: tenant, value: blue} | {name: tenant, value: '${HOME}'} | VariableInvalid | ERROR",
        "value: blue} | value: blue}, {name: region, value: asia} | VariableInvalid | ERROR",
        "value: blue} | value: blue}, {name: other, value: a} | VariableInvalid | ERROR",
        "{name: tenant, value: blue} | {name: tenant, valueFrom: {configMapKeyRef: {name: none, key: tenant}}} | ConfigNotFound | PENDING",
        "{name: tenant, value: blue} | {name: tenant, valueFrom: {configMapKeyRef: {name: private, key: tenant}}} | ConfigNotLabelled | PENDING",
        "{name: tenant, value: blue} | {name: tenant, valueFrom: {configMapKeyRef: {name: settings, key: other}}} | ConfigKeyMissing | PENDING",
        "{name: tenant, value: blue} | {name: tenant, valueFrom: {configMapKeyRef: {name: settings, key: empty}}} | VariableInvalid | ERROR",
        "{name: tenant, value: blue} | {name: tenant, valueFrom: {configMapKeyRef: {name: settings, key: long}}} | VariableInvalid | ERROR",
        "{name: tenant, value: blue} | {name: tenant, valueFrom: {configMapKeyRef: {name: settings, key: lines}}} | VariableInvalid | ERROR",
        "value: blue} | value: blue}, {name: region, valueFrom: {configMapKeyRef: {name: settings, key: region}}} | VariableInvalid | ERROR",
        "name: X-Api-Key | name: X-Forwarded-For | HeaderInvalid | ERROR",
        "name: X-Api-Key | name: authorization | HeaderInvalid | ERROR",
        "name: X-Api-Key | name: x-tenant | HeaderInvalid | ERROR",
        "bearer: {secretKeyRef: {name: token | bearer: {secretKeyRef: {name: absent | SecretNotFound | PENDING",
        "labels: {toolrack.dev/credential: Scope} | labels: {} | SecretNotConsented | PENDING",
        "https://*.example.com/ | https://other.example.org/ | SecretDestinationForbidden | ERROR",
        "https://*.example.com/ | `` | SecretDestinationForbidden | ERROR",
        "https://eu.example.com/mcp/ https | https://eu.example.com/mc https | SecretDestinationForbidden | ERROR",
        "key: api | key: other | SecretKeyMissing | PENDING",
        "t0k3n | 't0 k3n' | SecretInvalid | ERROR",
        "t0k3n | '' | SecretInvalid | ERROR",
      })
  void whatTakesTheToolsOff(String from, String to, String reason, IntegrationState state) {
    World changed =
        OneIntegration.changed(from, to)
            .knowing(
                OneIntegration.REF,
                OneIntegration.world().verified().knowledge(OneIntegration.REF));
    IntegrationOutcome outcome = changed.integration(OneIntegration.REF);
    assertThat(loudest(outcome).reason().wire()).isEqualTo(reason);
    assertThat(loudest(outcome).message()).isNotEmpty();
    assertThat(outcome.facts().state()).isEqualTo(state);
    assertThat(outcome.view().availability())
        .isEqualTo(new Availability.Unavailable(loudest(outcome).reason()));
    assertThat(outcome.catalog()).isEmpty();
    assertThat(outcome.facts().view()).isNull();
    assertThat(outcome.verification()).as("nothing is asked").isEmpty();
    assertThat(outcome.findings()).anyMatch(f -> f.type() == ConditionType.ACCEPTED);
    assertThat(outcome.findings())
        .as("as in docs/reasons.md")
        .allMatch(f -> ReasonsTable.conditions(f.reason()).contains(f.type()));
  }

  @Test
  void aValueMayBeInAConfigMap() {
    String from = "{name: tenant, value: blue}";
    String to = "{name: tenant, valueFrom: {configMapKeyRef: {name: settings, key: tenant}}}";
    IntegrationOutcome outcome =
        OneIntegration.changed(from, to).verified().integration(OneIntegration.REF);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(outcome.verification().orElseThrow().headers()).containsEntry("X-Tenant", "green");
    World silent =
        OneIntegration.changed(from, to)
            .with("kind: ConfigMap\nmetadata: {name: settings, namespace: acme}\nlookup: Stale");
    assertThat(silent.integration(World.ref(OneIntegration.REF))).as("no decision").isEmpty();
  }

  @Tag("scope-17")
  @Test
  void ofAForeignConnectorNothingIsToldThatIsNotProvided() {
    World world =
        OneIntegration.changed("{name: github}", "{name: github, namespace: other}").verified();
    Finding absent = loudest(world.integration(OneIntegration.REF));
    String other =
        """
        kind: Namespace
        metadata: {name: other, labels: {toolrack.dev/org: other, toolrack.dev/provides: Org}}
        ---
        kind: McpConnector
        metadata: {name: github, namespace: other}
        spec: {server: {url: "https://a.example.com/mcp"}}
        """;
    assertThat(loudest(world.with(other).integration(OneIntegration.REF))).isEqualTo(absent);
    World unprotected = world.unprotected();
    Finding off = loudest(unprotected.integration(OneIntegration.REF));
    assertThat(off.reason()).isEqualTo(Reason.SCOPE_UNPROTECTED);
    assertThat(off.effect()).isEqualTo(Effect.BLOCKED);
    assertThat(loudest(unprotected.with(other).integration(OneIntegration.REF))).isEqualTo(off);
    World provided =
        world.with(
            other.replace(
                "toolrack.dev/org: other, toolrack.dev/provides: Org",
                "toolrack.dev/provides: Cluster"));
    assertThat(loudest(provided.integration(OneIntegration.REF)).reason())
        .isNotEqualTo(Reason.CONNECTOR_FORBIDDEN);
  }

  @Test
  void withoutProtectedLabelsItServesItsOwnNamespace() {
    IntegrationOutcome outcome =
        OneIntegration.world().verified().unprotected().integration(OneIntegration.REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.SCOPE_UNPROTECTED);
    assertThat(loudest(outcome).effect()).isEqualTo(Effect.NOTICE);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(outcome.facts().path()).isEqualTo("namespace acme");
  }

  @Test
  void aRefusedDestinationIsNotAsked() {
    World world = OneIntegration.world().verified();
    String egress = "kind: Operator\nmetadata: {name: settings}\nrefuse: {eu.example.com: %s}";
    IntegrationOutcome refused =
        world.with(egress.formatted("DestinationForbidden")).integration(OneIntegration.REF);
    assertThat(loudest(refused).reason()).isEqualTo(Reason.DESTINATION_FORBIDDEN);
    assertThat(refused.verification()).isEmpty();
    IntegrationOutcome insecure =
        world.with(egress.formatted("InsecureTransport")).integration(OneIntegration.REF);
    assertThat(loudest(insecure).reason()).isEqualTo(Reason.INSECURE_TRANSPORT);
    World without =
        World.of(OneIntegration.YAML.replaceAll("(?m)^    (bearer|headers: ..name: X-Api).*\n", ""))
            .with(egress.formatted("InsecureTransport"))
            .verified();
    IntegrationOutcome bare = without.integration(OneIntegration.REF);
    assertThat(bare.facts().state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(bare.facts().auth()).isEqualTo(AuthKind.NONE);
    assertThat(bare.findings()).anyMatch(f -> f.reason() == Reason.NO_CREDENTIALS);
  }

  @Test
  void aSecretThatIsNotLentIsToldOnlyWhereOthersAreReached() {
    String home = "labels: {toolrack.dev/credential: Namespace}";
    World shared = OneIntegration.changed("labels: {toolrack.dev/credential: Scope}", home);
    assertThat(shared.verified().integration(OneIntegration.REF).findings())
        .filteredOn(f -> f.reason() == Reason.SECRET_NOT_LENT)
        .hasSize(2)
        .allMatch(f -> f.type() == ConditionType.CREDENTIALS_READY && f.effect() == Effect.NOTICE);
    World alone =
        World.of(
            OneIntegration.yaml("labels: {toolrack.dev/credential: Scope}", home)
                .replace("access: {from: Scope}", "access: {from: Namespace}"));
    assertThat(alone.verified().integration(OneIntegration.REF).findings())
        .noneMatch(f -> f.reason() == Reason.SECRET_NOT_LENT);
  }

  @Tag("scope-12")
  @Tag("get-30")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: Namespace\nmetadata: {name: acme}\nlookup: Stale",
        "kind: McpConnector\nmetadata: {name: github, namespace: acme}\nlookup: Stale",
        "kind: Secret\nmetadata: {name: token, namespace: acme}\nlookup: Stale",
        "kind: Secret\nmetadata: {name: keys, namespace: acme}\nlookup: Stale",
      })
  void nothingIsDecidedWhileTheApiDoesNotAnswer(String document) {
    World world = OneIntegration.world().verified().with(document);
    assertThat(world.integration(World.ref(OneIntegration.REF))).isEmpty();
  }

  @Tag("rule-8")
  @Test
  void rulesThatNeverDecideAreNamed() {
    String rules = "tools: {rules: [{name: all, approval: Ask}, {name: never, approval: Auto}]}";
    IntegrationOutcome outcome =
        OneIntegration.changed("tools: {rules: []}", rules)
            .verified()
            .integration(OneIntegration.REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.RULE_UNREACHABLE);
    assertThat(loudest(outcome).message()).contains("never never decide").doesNotContain("all,");
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(OneIntegration.counts(outcome.facts())).containsExactly(2, 2, 0, 2);
  }
}
