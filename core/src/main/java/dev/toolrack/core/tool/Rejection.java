package dev.toolrack.core.tool;

/**
 * Why a tool is "invalid, left out and reported" (resolution.md, Definitions and drift); where
 * several apply, the first of these is told.
 */
public enum Rejection {
  /** No JSON, or no object. */
  NOT_JSON("is no JSON object"),
  /** Readers disagree about which value counts. */
  DUPLICATE_KEY("has the same key twice"),
  /** Readers disagree about its value. */
  INEXACT_NUMBER("has a number that no double holds exactly"),
  /** Text that cannot be written in UTF-8. */
  LONE_SURROGATE("has a lone surrogate"),
  /** More than 64 levels. */
  TOO_DEEP("is nested deeper than 64 levels"),
  /** More than 64 KiB, as sent or in canonical form. */
  TOO_LARGE("is larger than 64 KiB"),
  /** No name, or not 1-128 of {@code [A-Za-z0-9_.-]}. */
  BAD_NAME("has a name that is not 1-128 of A-Z a-z 0-9 _ . -"),
  /** No object {@code inputSchema}. */
  NO_INPUT_SCHEMA("has no inputSchema"),
  /** An {@code x-mcp-header} that clients must not follow ({@link HeaderAnnotations}). */
  BAD_HEADER_ANNOTATION("has an x-mcp-header that MCP does not allow"),
  /** Another tool of the same answer has the same name. */
  DUPLICATE_NAME("has the name of another tool");

  private final String text;

  Rejection(String text) {
    this.text = text;
  }

  /** For people, after the tool's name. */
  public String text() {
    return text;
  }

  /** Whether an object with this fault still has one canonical form. */
  boolean leavesCanonicalForm() {
    return compareTo(TOO_DEEP) > 0;
  }
}
