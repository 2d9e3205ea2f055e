package dev.toolrack.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the API server was asked on behalf of one user. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditLog() {}

  /**
   * One request.
   *
   * @param resource with its subresource, as rules of RBAC name it
   * @param name empty where the request named no object
   * @param uri path and query
   * @param code HTTP status of the answer
   */
  record Asked(
      String group,
      String resource,
      String verb,
      String namespace,
      String name,
      String uri,
      int code) {}

  /** Everything that was asked for objects so far, in order. */
  static List<Asked> of(Path log, String user) {
    var asked = new ArrayList<Asked>();
    try {
      for (String line : Files.readAllLines(log)) {
        JsonNode event = JSON.readTree(line);
        JsonNode who =
            event.has("impersonatedUser") ? event.path("impersonatedUser") : event.path("user");
        if (who.path("username").asText().equals(user) && event.has("objectRef")) {
          asked.add(asked(event));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return asked;
  }

  private static Asked asked(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String part = object.path("subresource").asText();
    return new Asked(
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (part.isEmpty() ? "" : "/" + part),
        event.path("verb").asText(),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.path("requestURI").asText(),
        event.at("/responseStatus/code").asInt());
  }
}
