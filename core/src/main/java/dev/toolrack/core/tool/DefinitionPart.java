package dev.toolrack.core.tool;

import java.util.Set;

/** Which part of a tool's definition a JSON value is in; it decides what a change of it means. */
public enum DefinitionPart {
  /** The definition itself. */
  TOP,
  /** Its hints. */
  ANNOTATIONS,
  /** A JSON Schema. */
  SCHEMA,
  /** Schemas by names that the server chose. */
  NAMES,
  /** What a model reads. */
  TEXT,
  /** What only people see. */
  COSMETICS,
  /** Any other value. */
  OTHER;

  /** Keys whose members are names that the server chose, not words of JSON Schema. */
  private static final Set<String> NAMED_BY_SERVER =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  private static final Set<String> TEXTS = Set.of("title", "description", "examples", "$comment");
  private static final Set<String> SCHEMAS = Set.of("inputSchema", "outputSchema");
  private static final Set<String> FOR_PEOPLE = Set.of("icons", "_meta");

  /** Values may hold anything, also what looks like words of JSON Schema. */
  private static final Set<String> VALUES = Set.of("default", "const", "enum");

  /** The part that a member of an object in this part is. */
  public DefinitionPart member(String key) {
    return switch (this) {
      case TOP -> ofTop(key);
      case ANNOTATIONS -> key.equals("title") ? TEXT : OTHER;
      case SCHEMA -> ofSchema(key);
      case NAMES -> SCHEMA;
      case TEXT, COSMETICS, OTHER -> this;
    };
  }

  /** What a change within this part is. */
  public Facet facet() {
    return switch (this) {
      case TEXT -> Facet.TEXT;
      case COSMETICS -> Facet.COSMETICS;
      case TOP, ANNOTATIONS, SCHEMA, NAMES, OTHER -> Facet.CONTRACT;
    };
  }

  private static DefinitionPart ofTop(String key) {
    if (SCHEMAS.contains(key)) {
      return SCHEMA;
    }
    if (FOR_PEOPLE.contains(key)) {
      return COSMETICS;
    }
    if (key.equals("annotations")) {
      return ANNOTATIONS;
    }
    return TEXTS.contains(key) ? TEXT : OTHER;
  }

  private static DefinitionPart ofSchema(String key) {
    if (NAMED_BY_SERVER.contains(key)) {
      return NAMES;
    }
    if (TEXTS.contains(key)) {
      return TEXT;
    }
    return VALUES.contains(key) ? OTHER : SCHEMA;
  }
}
