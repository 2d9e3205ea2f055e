package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects that a chart renders.
 *
 * @param yaml as helm said it
 */
record Rendered(String yaml, List<JsonNode> objects) {
  private static final YAMLMapper YAML = new YAMLMapper();

  static Rendered of(String yaml) {
    try (var documents =
        new ObjectMapper(new YAMLFactory()).readerFor(JsonNode.class).readValues(yaml)) {
      var objects = new ArrayList<JsonNode>();
      while (documents.hasNext()) {
        JsonNode object = (JsonNode) documents.next();
        if (object.isObject()) {
          objects.add(object);
        }
      }
      return new Rendered(yaml, objects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A YAML text. */
  static JsonNode parse(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All objects of a kind, by name. */
  List<String> names(String kind) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .map(object -> object.at("/metadata/name").asText())
        .sorted()
        .toList();
  }

  /** The only object of that kind and name. */
  JsonNode one(String kind, String name) {
    var found =
        objects.stream()
            .filter(object -> object.path("kind").asText().equals(kind))
            .filter(object -> object.at("/metadata/name").asText().equals(name))
            .toList();
    assertThat(found).as("%s %s", kind, name).hasSize(1);
    return found.getFirst();
  }

  /** The Deployment of the release {@code toolrack}. */
  JsonNode deployment() {
    return one("Deployment", "toolrack");
  }

  /** The specification of the operator's pods. */
  JsonNode pod() {
    return deployment().at("/spec/template/spec");
  }

  /** The operator's container. */
  JsonNode container() {
    assertThat(pod().path("containers")).hasSize(1);
    return pod().at("/containers/0");
  }
}
