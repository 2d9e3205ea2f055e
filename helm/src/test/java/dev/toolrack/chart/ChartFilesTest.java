package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Files of the chart that have to agree with each other or with others. */
class ChartFilesTest {
  private static final Path CHART = Helm.shipped();

  /** Nobody looks into these: the chart hands them to Kubernetes as they are, or labels. */
  private static final List<String> OPEN =
      List.of("resources", "nodeSelector", "affinity", "metrics.dashboard.labels");

  @Test
  void definitionsAreThoseOfTheApi() throws IOException {
    assertThat(contents(CHART.resolve("files/crds")))
        .as("cp crds/yaml/*.yaml helm/toolrack/files/crds/")
        .isEqualTo(contents(CHART.resolve("../../crds/yaml")));
  }

  @Test
  void schemaKnowsEveryValue() throws IOException {
    var values = new TreeSet<String>();
    paths("", values(), values);
    var known = new TreeSet<String>();
    keys("", schema(), known);
    // What the operator's settings may be, the chart does not repeat.
    known.removeIf(key -> key.startsWith("settings.") || key.equals("global"));
    assertThat(values).isEqualTo(known);
  }

  @Test
  void everyValueIsDescribed() throws IOException {
    String text = Files.readString(CHART.resolve("values.yaml"));
    String readme = Files.readString(CHART.resolve("README.md"));
    var values = new TreeSet<String>();
    paths("", values(), values);
    assertThat(text).doesNotContain("TODO");
    for (String value : values) {
      assertThat(readme).as("table of values in README.md").contains("`" + value + "`");
    }
  }

  @Test
  void everyAlertHasItsPlaceInTheRunbook() throws IOException {
    JsonNode rules = Rendered.parse(Files.readString(CHART.resolve("files/alerts.yaml")));
    String readme = Files.readString(CHART.resolve("README.md"));
    assertThat(rules.at("/groups/0/rules")).hasSizeGreaterThan(5);
    for (JsonNode rule : rules.at("/groups/0/rules")) {
      assertThat(readme).contains("### " + rule.path("alert").asText() + "\n");
      assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
      assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
      assertThat(rule.at("/annotations/description").asText()).isNotEmpty();
    }
  }

  @Test
  void everyTemplateIsTested() throws IOException {
    try (var templates = Files.list(CHART.resolve("templates"));
        var tests = Files.list(CHART.resolve("../src/test/java/dev/toolrack/chart"))) {
      String all = tests.map(ChartFilesTest::read).collect(Collectors.joining("\n"));
      for (Path template : templates.toList()) {
        String name = template.getFileName().toString();
        if (!name.startsWith("_")) {
          assertThat(all).as("a test that names it").contains("templates/" + name);
        }
      }
    }
  }

  private static JsonNode values() throws IOException {
    return Rendered.parse(Files.readString(CHART.resolve("values.yaml")));
  }

  private static JsonNode schema() throws IOException {
    return new ObjectMapper().readTree(CHART.resolve("values.schema.json").toFile());
  }

  /** The leaves of the values; what is open or empty is one. */
  private static void paths(String path, JsonNode node, Set<String> into) {
    if (node.isObject() && !node.isEmpty() && !OPEN.contains(path)) {
      node.properties().forEach(e -> paths(join(path, e.getKey()), e.getValue(), into));
    } else {
      into.add(path);
    }
  }

  /** The leaves of what the schema describes. */
  private static void keys(String path, JsonNode schema, Set<String> into) {
    JsonNode properties = schema.path("properties");
    if (schema.path("type").asText().equals("object")
        && !path.equals("settings")
        && !properties.isEmpty()) {
      assertThat(schema.path("additionalProperties").asBoolean(true)).as(path).isFalse();
      properties.properties().forEach(e -> keys(join(path, e.getKey()), e.getValue(), into));
    } else {
      into.add(path);
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var contents = new TreeMap<String, String>();
      files.forEach(file -> contents.put(file.getFileName().toString(), read(file)));
      assertThat(contents).isNotEmpty();
      return contents;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
