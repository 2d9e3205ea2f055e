package dev.toolrack.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The CRDs as they lie on the class path. */
final class Crds {
  static final KubernetesSerialization JSON = new KubernetesSerialization();

  static final List<String> PLURALS =
      List.of("mcpconnectors", "mcpintegrations", "agenttoolbindings");

  private Crds() {}

  static CustomResourceDefinition read(String plural) {
    try (var in = Crds.class.getResourceAsStream("/crds/" + plural + ".toolrack.dev.yaml")) {
      return JSON.unmarshal(Objects.requireNonNull(in, plural), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<CustomResourceDefinition> all() {
    return PLURALS.stream().map(Crds::read).toList();
  }

  static String kind(CustomResourceDefinition crd) {
    return crd.getSpec().getNames().getKind();
  }

  static JSONSchemaProps root(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
  }

  /**
   * Every schema below {@code root} by path, list items as {@code []}, map values as {@code {}}.
   */
  static Map<String, JSONSchemaProps> flatten(JSONSchemaProps root) {
    var found = new LinkedHashMap<String, JSONSchemaProps>();
    flatten("", root, found);
    return found;
  }

  private static void flatten(
      String path, JSONSchemaProps schema, Map<String, JSONSchemaProps> found) {
    found.put(path, schema);
    if (schema.getProperties() != null) {
      schema.getProperties().forEach((name, child) -> flatten(path + "." + name, child, found));
    }
    if (schema.getItems() != null) {
      flatten(path + "[]", schema.getItems().getSchema(), found);
    }
    if (schema.getAdditionalProperties() != null) {
      flatten(path + "{}", schema.getAdditionalProperties().getSchema(), found);
    }
  }
}
