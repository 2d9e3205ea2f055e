package dev.toolrack.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An entry of the chart's catalog.
 *
 * @param name by which it is switched on
 * @param entry what the catalog says
 */
record ReadyMadeConnector(String name, JsonNode entry) {
  static final Path CHART = HealthCheck.ROOT.resolve("helm/toolrack-connectors");

  /** All of them, by name. */
  static List<ReadyMadeConnector> all() {
    return HealthCheck.yaml(CHART.resolve("files/catalog.yaml")).properties().stream()
        .map(e -> new ReadyMadeConnector(e.getKey(), e.getValue()))
        .toList();
  }

  String text(String pointer) {
    return entry.at(pointer).asText().strip();
  }

  /** A line of docs/connectors.md. */
  String row() {
    return "| `%s` | %s | `%s` | %s | %s | [%s](%s) |%n"
        .formatted(
            name,
            text("/description"),
            text("/url"),
            access(),
            guardrails(),
            text("/documentation/seen"),
            text("/documentation/url"));
  }

  private String access() {
    String today =
        switch (text("/access")) {
          case "Open" -> "**works** without a credential";
          case "Token" -> "**works** with a token";
          case "OAuth" -> "**access tokens only**";
          default -> throw new AssertionError(name + ": " + text("/access"));
        };
    String scopes = join(entry.path("scopes"), "`%s`");
    return today
        + (text("/note").isEmpty() ? "" : ". " + text("/note"))
        + (scopes.isEmpty() ? "" : " Scopes: " + scopes);
  }

  private String guardrails() {
    String rules =
        StreamSupport.stream(entry.path("rules").spliterator(), false)
            .map(rule ->
                (rule.path("enabled").asText().equals("false") ? "off" : "asks")
                    + ": "
                    + what(rule.path("match")))
            .collect(Collectors.joining("<br>"));
    return (text("/seed").equals("Ask") ? "everything asks by default" : "")
        + (text("/seed").equals("Ask") && !rules.isEmpty() ? "<br>" : "")
        + rules;
  }

  private static String what(JsonNode match) {
    return match.has("access")
        ? "what is of class " + match.path("access").asText()
        : join(match.path("names"), "`%s`");
  }

  private static String join(JsonNode texts, String form) {
    return StreamSupport.stream(texts.spliterator(), false)
        .map(text -> form.formatted(text.asText()))
        .collect(Collectors.joining(", "));
  }
}
