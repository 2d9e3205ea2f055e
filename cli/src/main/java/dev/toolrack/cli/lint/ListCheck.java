package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists whose items must differ: sets, and maps by their keys. */
final class ListCheck {
  private final Manifest manifest;
  private final List<Problem> problems = new ArrayList<>();

  ListCheck(Manifest manifest) {
    this.manifest = manifest;
  }

  List<Problem> of(JsonNode object, JsonNode schema) {
    SchemaWalk.of(object, schema, this::visit);
    return problems;
  }

  private void visit(JsonNode value, JsonNode schema, String pointer) {
    String type = schema.path("x-kubernetes-list-type").asText("");
    if (!value.isArray() || !(type.equals("set") || type.equals("map"))) {
      return;
    }
    Set<JsonNode> seen = new HashSet<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode key =
          type.equals("set")
              ? value.get(i)
              : key(value.get(i), schema.path("x-kubernetes-list-map-keys"));
      if (!seen.add(key)) {
        String at = Pointers.item(pointer, i);
        problems.add(
            manifest.error(
                at,
                FileRule.SCHEMA_INVALID,
                "%s: Duplicate value: %s".formatted(Pointers.path(at), key)));
      }
    }
  }

  private static JsonNode key(JsonNode item, JsonNode names) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> {
      if (item.has(name.asText())) {
        key.set(name.asText(), item.get(name.asText()));
      }
    });
    return key;
  }
}
