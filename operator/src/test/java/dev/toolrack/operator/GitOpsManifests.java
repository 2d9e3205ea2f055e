package dev.toolrack.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The objects in a folder of the repository, as a GitOps controller finds them there. */
record GitOpsManifests(List<JsonNode> objects) {

  /** Everything below a folder, in the order of the files' names. */
  static GitOpsManifests below(String folder) {
    try (Stream<Path> files = Files.walk(HealthCheck.ROOT.resolve(folder))) {
      return new GitOpsManifests(
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .flatMap(file -> documents(HealthCheck.read(file)).stream())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a text in YAML; empty ones are left out. */
  static List<JsonNode> documents(String yaml) {
    try (var parser = HealthCheck.YAML.createParser(yaml)) {
      return HealthCheck.YAML
          .readerFor(JsonNode.class)
          .<JsonNode>readValues(parser)
          .readAll()
          .stream()
          .filter(JsonNode::isObject)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GitOpsManifests of(String kind) {
    return new GitOpsManifests(objects.stream().filter(o -> kind(o).equals(kind)).toList());
  }

  JsonNode named(String name) {
    return objects.stream()
        .filter(object -> name(object).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + name));
  }

  static String kind(JsonNode object) {
    return object.path("kind").asText();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }

  /** The API group; that of Kubernetes' oldest kinds is empty. */
  static String group(JsonNode object) {
    String version = object.path("apiVersion").asText();
    int slash = version.indexOf('/');
    return slash < 0 ? "" : version.substring(0, slash);
  }
}
