package dev.toolrack.crds;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a newer version wrote survives a round trip. The framework clones cached objects by writing
 * and reading them: a loss there would turn an unrecognised value into a default, which may give
 * more.
 */
class NewerObjectsTest {
  static final String CONNECTOR =
      """
      apiVersion: toolrack.dev/v1alpha1
      kind: McpConnector
      metadata: {name: newer}
      novelty: 1
      spec:
        type: FromTheFuture
        novelty: {a: [1]}
        server: {url: "https://mcp.example.com/", novelty: 1, headers: [{name: X-A, value: "", novelty: 1}]}
        variables: [{name: a, novelty: 1}]
        oauth: {issuer: "https://login.example.com", resourceParameter: FromTheFuture, novelty: 1,
          clientAuthMethod: FromTheFuture, extraTokenParameters: [{name: a, value: b, novelty: 1}],
          extraAuthorizationParameters: [{name: a, value: b, novelty: 1}]}
        trust: FromTheFuture
        tools:
          novelty: 1
          seed: FromTheFuture
          rules:
          - {name: a, approval: FromTheFuture, access: FromTheFuture, novelty: 1, match: {access: FromTheFuture, novelty: 1}}
        verify: {interval: 5m, novelty: 1}
      """;

  static final String INTEGRATION =
      """
      apiVersion: toolrack.dev/v1alpha1
      kind: McpIntegration
      metadata: {name: newer}
      spec:
        connectorRef: {name: a, novelty: 1}
        novelty: 1
        access:
          from: FromTheFuture
          novelty: 1
          scope: {org: a, novelty: 1}
          selected: [{namespaceSelector: {matchLabels: {a: b}, novelty: 1}, novelty: 1}]
        override: FromTheFuture
        credentials:
          novelty: 1
          bearer: {novelty: 1, secretKeyRef: {name: a, key: b, novelty: 1}}
          oauth: {grant: FromTheFuture, clientRef: {name: a, novelty: 1}, novelty: 1}
          headers: [{name: X-A, novelty: 1, secretKeyRef: {name: a, key: b}}]
        variables: [{name: a, value: b, novelty: 1}]
        tools: {novelty: 1}
      status:
        novelty: 1
        state: FromTheFuture
        auth: FromTheFuture
        server: {novelty: 1}
        tools: {total: 1, enabled: 1, auto: 1, ask: 0, novelty: 1}
        view: {catalog: a, digest: b, novelty: 1, connector: {uid: a, generation: 1, novelty: 1},
          credentials: [{key: a, uid: b, resourceVersion: c, reach: FromTheFuture, novelty: 1}]}
        conditions: [{type: Ready, novelty: 1}]
      """;

  static final String BINDING =
      """
      apiVersion: toolrack.dev/v1alpha1
      kind: AgentToolBinding
      metadata: {name: newer}
      spec:
        novelty: 1
        servers: [{alias: a, novelty: 1}]
        tools: {novelty: 1}
        budget: {maxTools: 1, novelty: 1}
      status:
        novelty: 1
        integrations: [{integration: a/b, alias: b, state: FromTheFuture, novelty: 1}]
      """;

  @Test
  void connector() {
    var read = Crds.JSON.unmarshal(CONNECTOR, McpConnector.class);
    var spec = read.getSpec();
    var rule = spec.tools().rules().getFirst();
    assertThat(List.of(spec.type(), spec.trust(), spec.tools().seed()))
        .containsExactly(ConnectorType.UNRECOGNISED, Trust.UNRECOGNISED, Seed.UNRECOGNISED);
    assertThat(rule.approval()).isEqualTo(Approval.UNRECOGNISED);
    assertThat(rule.access()).isEqualTo(AccessClass.UNRECOGNISED);
    assertThat(rule.match().access()).isEqualTo(AccessClass.UNRECOGNISED);
    assertThat(spec.unknown()).isEqualTo(Map.of("novelty", Map.of("a", List.of(1))));
    assertThat(
            List.of(
                spec.server().unknown(),
                spec.server().headers().getFirst().unknown(),
                spec.variables().getFirst().unknown(),
                spec.tools().unknown(),
                rule.unknown(),
                rule.match().unknown(),
                spec.verify().unknown()))
        .allMatch(Map.of("novelty", 1)::equals);
    assertThat(Crds.JSON.clone(read).getSpec()).isEqualTo(spec);
  }

  @Test
  void integration() {
    var read = Crds.JSON.unmarshal(INTEGRATION, McpIntegration.class);
    var spec = read.getSpec();
    var selected = spec.access().selected().getFirst();
    assertThat(spec.access().from()).isEqualTo(AccessFrom.UNRECOGNISED);
    assertThat(spec.override()).isEqualTo(AliasOverride.UNRECOGNISED);
    assertThat(
            List.of(
                spec.unknown(),
                spec.connectorRef().unknown(),
                spec.access().unknown(),
                requireNonNull(spec.access().scope()).unknown(),
                selected.unknown(),
                requireNonNull(selected.namespaceSelector()).unknown(),
                spec.credentials().unknown(),
                requireNonNull(spec.credentials().bearer()).unknown(),
                requireNonNull(spec.credentials().bearer()).secretKeyRef().unknown(),
                spec.credentials().headers().getFirst().unknown(),
                spec.variables().getFirst().unknown(),
                spec.tools().unknown()))
        .allMatch(Map.of("novelty", 1)::equals);
    assertThat(read.getStatus().state()).isEqualTo(IntegrationState.UNRECOGNISED);
    assertThat(read.getStatus().auth()).isEqualTo(AuthKind.UNRECOGNISED);
    var clone = Crds.JSON.clone(read);
    assertThat(clone.getSpec()).isEqualTo(spec);
    assertThat(clone.getStatus()).isEqualTo(read.getStatus());
  }

  @Test
  void binding() {
    var read = Crds.JSON.unmarshal(BINDING, AgentToolBinding.class);
    var spec = read.getSpec();
    assertThat(
            List.of(
                spec.unknown(),
                requireNonNull(spec.servers()).getFirst().unknown(),
                spec.tools().unknown(),
                requireNonNull(spec.budget()).unknown()))
        .allMatch(Map.of("novelty", 1)::equals);
    assertThat(read.getStatus().integrations().getFirst().state())
        .isEqualTo(ServerState.UNRECOGNISED);
    var clone = Crds.JSON.clone(read);
    assertThat(clone.getSpec()).isEqualTo(spec);
    assertThat(clone.getStatus()).isEqualTo(read.getStatus());
  }

  @Test
  void noServersAndEveryServerStayApart() {
    var none = Crds.JSON.unmarshal("spec: {servers: []}", AgentToolBinding.class);
    var every = Crds.JSON.unmarshal("spec: {}", AgentToolBinding.class);
    assertThat(Crds.JSON.clone(none).getSpec().servers()).isEmpty();
    assertThat(Crds.JSON.clone(every).getSpec().servers()).isNull();
  }
}
