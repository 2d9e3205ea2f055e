package dev.toolrack.cli.lint;

/** What can be wrong with a file besides the reasons that the operator gives: a closed set. */
enum FileRule {
  /** Cannot be read. */
  NOT_YAML("NotYaml", "The file is neither YAML nor JSON."),
  /** The API server prunes or refuses it. */
  UNKNOWN_FIELD("UnknownField", "A field that the kind does not have."),
  /** Against the structure of the kind. */
  SCHEMA_INVALID("SchemaInvalid", "A value that the schema of the kind does not allow."),
  /** Against a rule of the kind. */
  RULE_VIOLATED("RuleViolated", "A value that a validation rule of the kind refuses."),
  /** Of an object. */
  NAME_INVALID("NameInvalid", "A name or label that Kubernetes does not allow."),
  /** One would replace the other. */
  DECLARED_TWICE("DeclaredTwice", "The same object is declared twice."),
  /** Nobody reads it. */
  VERSION_UNKNOWN("VersionUnknown", "A kind or version of toolrack.dev that does not exist.");

  private final String wire;
  private final String meaning;

  FileRule(String wire, String meaning) {
    this.wire = wire;
    this.meaning = meaning;
  }

  /** Its name in reports. */
  String wire() {
    return wire;
  }

  /** What it means, one sentence. */
  String meaning() {
    return meaning;
  }
}
