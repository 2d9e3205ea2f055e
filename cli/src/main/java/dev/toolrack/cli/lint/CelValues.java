package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values as rules see them. */
final class CelValues {
  /** Words of the language, which rules write with underscores around them. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private CelValues() {}

  /** The value of a node that has this schema. */
  static Object of(JsonNode node, JsonNode schema) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node, schema);
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        node.forEach(item -> items.add(of(item, schema.path("items"))));
        yield items;
      }
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node, schema);
      default -> node.asText();
    };
  }

  private static Object number(JsonNode node, JsonNode schema) {
    if (schema.path("type").asText().equals("integer")) {
      return node.longValue();
    }
    return node.doubleValue();
  }

  private static Map<String, Object> object(JsonNode node, JsonNode schema) {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean declared = schema.has("properties");
    node.properties()
        .forEach(field -> {
          Object value = of(field.getValue(), SchemaWalk.ofField(schema, field.getKey()));
          fields.put(declared ? escaped(field.getKey()) : field.getKey(), value);
        });
    return fields;
  }

  private static String escaped(String name) {
    return RESERVED.contains(name)
        ? "__" + name + "__"
        : name.replace("__", "__underscores__")
            .replace(".", "__dot__")
            .replace("-", "__dash__")
            .replace("/", "__slash__");
  }
}
