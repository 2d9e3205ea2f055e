package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.naming.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fields that a kind does not have: the API server refuses them, or drops them without a word,
 * depending on who asks it to validate.
 */
final class UnknownFields {
  /** ObjectMeta, as far as people write it, and what a cluster adds. */
  private static final Set<String> METADATA =
      Set.of(
          "name",
          "generateName",
          "namespace",
          "labels",
          "annotations",
          "ownerReferences",
          "finalizers",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "selfLink");

  private final Manifest manifest;
  private final List<Problem> problems = new ArrayList<>();

  private UnknownFields(Manifest manifest) {
    this.manifest = manifest;
  }

  static List<Problem> of(Manifest manifest, CrdSchema schema) {
    UnknownFields found = new UnknownFields(manifest);
    found.walk(manifest.node(), schema.root(), "");
    found.report(manifest.node().path("metadata"), METADATA, "/metadata");
    return found.problems;
  }

  private void walk(JsonNode node, JsonNode schema, String pointer) {
    if (node.isObject() && schema.has("properties")) {
      JsonNode properties = schema.get("properties");
      Set<String> known = new TreeSet<>();
      properties.fieldNames().forEachRemaining(known::add);
      report(node, known, pointer);
      node.properties()
          .forEach(field ->
              walk(
                  field.getValue(),
                  properties.path(field.getKey()),
                  Pointers.field(pointer, field.getKey())));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), schema.path("items"), Pointers.item(pointer, i));
      }
    }
  }

  private void report(JsonNode node, Set<String> known, String pointer) {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            String at = Pointers.field(pointer, name);
            problems.add(
                manifest.error(
                    at,
                    FileRule.UNKNOWN_FIELD,
                    "unknown field \"%s\"%s"
                        .formatted(
                            Pointers.path(at),
                            NearestName.of(name, known)
                                .map(near -> "; is \"" + near + "\" meant?")
                                .orElse("; remove it"))));
          }
        });
  }
}
