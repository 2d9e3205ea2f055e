package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every field of every CRD. */
class SchemaShapeTest {
  static Iterable<CustomResourceDefinition> crds() {
    return Crds.all();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void everyFieldIsDescribed(CustomResourceDefinition crd) {
    each(crd, (path, schema) -> assertThat(schema.getDescription()).as(path).isNotBlank());
  }

  /** The API server refuses rules whose cost has no bound, and etcd objects over 1.5 MiB. */
  @ParameterizedTest
  @MethodSource("crds")
  void everythingIsBounded(CustomResourceDefinition crd) {
    each(
        crd,
        (path, schema) -> {
          switch (schema.getType()) {
            case "string" ->
                assertThat(schema.getMaxLength() != null || !schema.getEnum().isEmpty())
                    .as(path)
                    .isTrue();
            case "array" -> {
              assertThat(schema.getMaxItems()).as(path).isNotNull();
              assertThat(schema.getXKubernetesListType()).as(path).isNotNull();
            }
            case "object" ->
                assertThat(
                        schema.getAdditionalProperties() == null
                            || schema.getMaxProperties() != null)
                    .as(path)
                    .isTrue();
            default -> assertThat(schema.getType()).as(path).isIn("boolean", "integer");
          }
        });
  }

  /** GitOps tools compare lists as a whole, and would take a default in an item for drift. */
  @ParameterizedTest
  @MethodSource("crds")
  void noDefaultsInsideLists(CustomResourceDefinition crd) {
    each(
        crd,
        (path, schema) -> {
          if (path.contains("[]")) {
            assertThat(schema.getDefault()).as(path).isNull();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("crds")
  void ruleListsKeepTheirOrder(CustomResourceDefinition crd) {
    var rules = Objects.requireNonNull(Crds.flatten(Crds.root(crd)).get(".spec.tools.rules"));
    assertThat(rules.getXKubernetesListType()).isEqualTo("atomic");
  }

  /** So that nothing looks healthy before it was looked at. */
  @ParameterizedTest
  @MethodSource("crds")
  void statusBeginsUnobserved(CustomResourceDefinition crd) {
    var status = Objects.requireNonNull(Crds.root(crd).getProperties().get("status"));
    assertThat(status.getDefault()).hasToString("{\"observedGeneration\":-1}");
  }

  /** People read a message without its path: it begins with the field and says what to do. */
  @ParameterizedTest
  @MethodSource("crds")
  void messagesNameFieldAndRemedy(CustomResourceDefinition crd) {
    var fields =
        Crds.flatten(Crds.root(crd)).keySet().stream()
            .map(path -> path.replace("[]", "").replaceFirst("^[.]spec[.]", ""))
            .collect(Collectors.toSet());
    fields.add("metadata.name");
    each(
        crd,
        (path, schema) -> {
          for (var rule : schema.getXKubernetesValidations()) {
            assertThat(rule.getMessage()).as(path).matches("[a-zA-Z.]+: .{10,}");
            assertThat(rule.getMessage().substring(0, rule.getMessage().indexOf(':')))
                .as(path)
                .isIn(fields);
          }
        });
  }

  private static void each(
      CustomResourceDefinition crd, BiConsumer<String, JSONSchemaProps> check) {
    Crds.flatten(Crds.root(crd))
        .forEach((path, schema) -> {
          if (!path.equals(".metadata") && !path.equals(".apiVersion") && !path.equals(".kind")) {
            check.accept(path, schema);
          }
        });
  }
}
