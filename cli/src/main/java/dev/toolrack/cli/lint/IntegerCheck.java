package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Integers beyond their format, which JSON Schema does not look at. */
final class IntegerCheck {
  private IntegerCheck() {}

  static List<Problem> of(Manifest manifest, JsonNode object, CrdSchema schema) {
    List<Problem> problems = new ArrayList<>();
    SchemaWalk.of(
        object,
        schema.root(),
        (value, at, pointer) -> {
          String format = at.path("format").asText("");
          if (value.isNumber()
              && ((format.equals("int32") && !value.canConvertToInt())
                  || (format.equals("int64") && !value.canConvertToLong()))) {
            problems.add(
                manifest.error(
                    pointer,
                    FileRule.SCHEMA_INVALID,
                    "%s: must be of type integer with format %s in %s"
                        .formatted(Pointers.path(pointer), format, Pointers.path(pointer))));
          }
        });
    return problems;
  }
}
