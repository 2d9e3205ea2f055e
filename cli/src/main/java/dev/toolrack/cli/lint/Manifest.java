package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One object of a file.
 *
 * @param document where it stands
 * @param pointer where in the document: an item of a List stands below {@code /items}
 * @param node the object
 * @param defaultNamespace the namespace that is meant where it names none
 */
record Manifest(Document document, String pointer, JsonNode node, String defaultNamespace) {

  /** Group and version. */
  String apiVersion() {
    return node.path("apiVersion").asText("");
  }

  /** Its kind. */
  String kind() {
    return node.path("kind").asText("");
  }

  /** Its name; empty if it has none. */
  String name() {
    return node.path("metadata").path("name").asText("");
  }

  /** Its namespace. */
  String namespace() {
    return node.path("metadata").path("namespace").asText(defaultNamespace);
  }

  /** Kind and name, for people. */
  String describe() {
    return kind() + " " + (kind().equals("Namespace") ? "" : namespace() + "/") + name();
  }

  /** Where a part of it stands. */
  Place place(String below) {
    return document.place(pointer + below);
  }

  /** A problem with a part of it. */
  Problem problem(String below, Severity severity, String rule, String message) {
    return new Problem(place(below), severity, rule, describe(), message);
  }

  /** An error that is none of the operator's reasons. */
  Problem error(String below, FileRule rule, String message) {
    return problem(below, Severity.ERROR, rule.wire(), message);
  }
}
