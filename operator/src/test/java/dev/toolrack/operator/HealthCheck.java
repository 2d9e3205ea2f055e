package dev.toolrack.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.toolrack.operator.LuaHealth.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A health check for Argo CD, in the form of its own repository: script, cases, objects. */
record HealthCheck(String kind) {
  static final Path ROOT = Path.of(System.getProperty("toolrack.root", ".."));
  static final Path FOLDER = ROOT.resolve("gitops/argocd");

  /** Objects are written with sorted keys, so that equal ones are equal texts. */
  static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .build())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** One line of {@code health_test.yaml}. */
  record Case(HealthCheck check, String file, Health expected) {
    JsonNode object() {
      return yaml(check.folder().resolve(file));
    }

    /** The state that the file's name begins with. */
    String named() {
      String name = Path.of(file).getFileName().toString();
      String state = name.substring(0, name.indexOf('_'));
      return state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
    }

    @Override
    public String toString() {
      return check.kind() + " " + file;
    }
  }

  /** One for each kind. */
  static List<HealthCheck> all() {
    return Stream.of("McpConnector", "McpIntegration", "AgentToolBinding")
        .map(HealthCheck::new)
        .toList();
  }

  Path folder() {
    return FOLDER.resolve("resource_customizations/toolrack.dev").resolve(kind);
  }

  String script() {
    return read(folder().resolve("health.lua"));
  }

  /** The object of a state, as committed. */
  Path object(String state) {
    return folder().resolve("testdata").resolve(state + ".yaml");
  }

  /** Its test cases, as Argo CD would run them. */
  List<Case> cases() {
    return StreamSupport.stream(yaml(cases(folder())).path("tests").spliterator(), false)
        .map(test ->
            new Case(
                this,
                test.path("inputPath").asText(),
                new Health(
                    test.at("/healthStatus/status").asText(),
                    test.at("/healthStatus/message").asText())))
        .toList();
  }

  /** The objects there are, by path in the folder. */
  List<String> objects() {
    try (Stream<Path> files = Files.list(folder().resolve("testdata"))) {
      return files.map(file -> folder().relativize(file).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path cases(Path folder) {
    return folder.resolve("health_test.yaml");
  }

  static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(read(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
