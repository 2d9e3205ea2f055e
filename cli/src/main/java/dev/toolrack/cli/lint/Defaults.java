package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;

/**
 * What the API server makes of an object before it validates it: nulls are dropped, defaults are
 * filled in from above to below.
 */
final class Defaults {
  private Defaults() {}

  /** The object with its defaults; the given one stays as it is. */
  static JsonNode filledIn(JsonNode object, CrdSchema schema) {
    JsonNode copy = object.deepCopy();
    fill(copy, schema.root());
    return copy;
  }

  private static void fill(JsonNode node, JsonNode schema) {
    if (node instanceof ObjectNode object) {
      dropNulls(object);
      schema
          .path("properties")
          .properties()
          .forEach(property -> {
            JsonNode value = property.getValue().get("default");
            if (value != null && !object.has(property.getKey())) {
              object.set(property.getKey(), value.deepCopy());
            }
          });
      object
          .properties()
          .forEach(field -> fill(field.getValue(), SchemaWalk.ofField(schema, field.getKey())));
    } else if (node.isArray()) {
      node.forEach(item -> fill(item, schema.path("items")));
    }
  }

  private static void dropNulls(ObjectNode object) {
    var names = new ArrayList<String>();
    object
        .properties()
        .forEach(field -> {
          if (field.getValue().isNull()) {
            names.add(field.getKey());
          }
        });
    object.remove(names);
  }
}
