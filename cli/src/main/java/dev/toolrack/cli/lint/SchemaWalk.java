package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;

/** Goes through an object and its schema side by side. */
final class SchemaWalk {
  /** Is shown each value with the schema that holds for it. */
  @FunctionalInterface
  interface Visitor {
    void visit(JsonNode value, JsonNode schema, String pointer);
  }

  private SchemaWalk() {}

  /** From the outside to the inside; what no schema holds for is left out. */
  static void of(JsonNode value, JsonNode schema, Visitor visitor) {
    walk(value, schema, "", visitor);
  }

  private static void walk(JsonNode value, JsonNode schema, String pointer, Visitor visitor) {
    if (!schema.isObject()) {
      return;
    }
    visitor.visit(value, schema, pointer);
    if (value.isObject()) {
      value
          .properties()
          .forEach(field ->
              walk(
                  field.getValue(),
                  ofField(schema, field.getKey()),
                  Pointers.field(pointer, field.getKey()),
                  visitor));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        walk(value.get(i), schema.path("items"), Pointers.item(pointer, i), visitor);
      }
    }
  }

  /** The schema of a field. */
  static JsonNode ofField(JsonNode schema, String name) {
    JsonNode properties = schema.path("properties");
    return properties.has(name) ? properties.get(name) : schema.path("additionalProperties");
  }
}
