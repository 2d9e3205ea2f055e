package dev.toolrack.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegrationSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnrecognisedTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  private static <T extends Record> T read(String yaml, Class<T> type) {
    try {
      return YAML.readValue(yaml, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{novelty: 1} | spec.novelty",
        "{access: {from: New}} | spec.access.from",
        "{access: {scope: {cell: a}}} | spec.access.scope.cell",
        "{access: {selected: [{namespace: a}, {namespaceSelector: {matchExpressions: []}}]}} | spec.access.selected[1].namespaceSelector.matchExpressions",
        "{connectorRef: {name: a, kind: b}} | spec.connectorRef.kind",
        "{credentials: {bearer: {secretKeyRef: {name: a, key: b, version: c}}}} | spec.credentials.bearer.secretKeyRef.version",
        "{override: New, alias: a} | spec.override",
        "{variables: [{name: a, valueFrom: {fileRef: {}}}]} | spec.variables[0].valueFrom.fileRef",
        "{tools: {rules: [{name: a, match: {until: b}}]}} | spec.tools.rules[0].match.until",
        "{tools: {rules: [{name: a, approval: New}], novelty: 1}} | spec.tools.rules[0].approval, spec.tools.novelty",
      })
  void ofAnIntegration(String yaml, String fields) {
    assertThat(Unrecognised.in(read(yaml, McpIntegrationSpec.class)))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("Not understood: " + fields + ". "));
  }

  @Test
  void theOtherKinds() {
    assertThat(Unrecognised.in(read("{trust: New, server: {url: a}}", McpConnectorSpec.class)))
        .hasValueSatisfying(text -> assertThat(text).contains(": spec.trust."));
    assertThat(Unrecognised.in(read("{budget: {maxCost: 1}}", AgentToolBindingSpec.class)))
        .hasValueSatisfying(text -> assertThat(text).contains(": spec.budget.maxCost."));
    assertThat(Unrecognised.in(read("{servers: [{alias: a}]}", AgentToolBindingSpec.class)))
        .isEmpty();
    assertThat(Unrecognised.in(read("{}", McpConnectorSpec.class))).isEmpty();
    assertThat(Unrecognised.in(read("{}", McpIntegrationSpec.class))).isEmpty();
  }

  @Test
  void onlyBelowSomeParts() {
    var spec = read("{connectorRefs: 1, variables: [{name: a, b: c}]}", McpIntegrationSpec.class);
    assertThat(Unrecognised.within(spec, "spec.connectorRef", "spec.access")).isEmpty();
    assertThat(Unrecognised.within(spec, "spec.variables"))
        .hasValueSatisfying(
            text -> assertThat(text).contains("spec.variables[0].b").doesNotContain("Refs"));
  }

  @Test
  void aLongListIsCut() {
    var yaml = new StringBuilder("a0: 1\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("a%d: 1%n".formatted(i));
    }
    assertThat(Unrecognised.in(read(yaml.toString(), McpIntegrationSpec.class)))
        .hasValueSatisfying(text -> assertThat(text).contains("spec.a0", "and 20 more"));
  }
}
