package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The structure of an object against the schema of its kind, in the API server's words. */
final class SchemaCheck {
  /** After these nothing can be said by rules: they rely on types, presence and sizes. */
  private static final Set<String> BLOCKING =
      Set.of("type", "required", "maxLength", "maxItems", "maxProperties");

  /** Problems, and whether rules can be asked at all. */
  record Result(List<Problem> problems, boolean blocking) {}

  private SchemaCheck() {}

  /** Checks an object that has its defaults. */
  static Result of(Manifest manifest, JsonNode filled, CrdSchema schema) {
    List<Problem> problems = new ArrayList<>();
    boolean blocking = false;
    for (Error error : schema.validator().validate(filled)) {
      String pointer = error.getInstanceLocation().toString();
      if (error.getKeyword().equals("required")) {
        pointer = Pointers.field(pointer, error.getProperty());
      }
      blocking |= BLOCKING.contains(error.getKeyword());
      problems.add(
          manifest.error(
              pointer,
              FileRule.SCHEMA_INVALID,
              Pointers.path(pointer) + ": " + sentence(error, Pointers.path(pointer))));
    }
    List<Problem> lists = new ListCheck(manifest).of(filled, schema.root());
    List<Problem> ranges = IntegerCheck.of(manifest, filled, schema);
    problems.addAll(lists);
    problems.addAll(ranges);
    return new Result(problems, blocking || !ranges.isEmpty());
  }

  private static String sentence(Error error, String path) {
    JsonNode value = error.getInstanceNode();
    JsonNode limit = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> "Required value";
      case "type" ->
          "Invalid value: %s: must be of type %s"
              .formatted(value.getNodeType().name().toLowerCase(Locale.ROOT), limit.asText());
      case "enum" -> "Unsupported value: %s: supported values: %s".formatted(value, listed(limit));
      case "maxItems" ->
          "Too many: %d: must have at most %s items".formatted(value.size(), limit.asText());
      case "maxProperties" ->
          "Too many: %d: must have at most %s items".formatted(value.size(), limit.asText());
      case "maxLength" -> "Too long: may not be more than " + limit.asText() + " bytes";
      case "minLength" ->
          "Invalid value: %s: %s in body should be at least %s chars long"
              .formatted(value, path, limit.asText());
      case "pattern" ->
          "Invalid value: %s: %s in body should match '%s'".formatted(value, path, limit.asText());
      case "minimum" ->
          "Invalid value: %s: %s in body should be greater than or equal to %s"
              .formatted(value, path, limit);
      case "maximum" ->
          "Invalid value: %s: %s in body should be less than or equal to %s"
              .formatted(value, path, limit);
      default -> "Invalid value: " + error.getMessage();
    };
  }

  private static String listed(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.toString()));
    return String.join(", ", texts);
  }
}
