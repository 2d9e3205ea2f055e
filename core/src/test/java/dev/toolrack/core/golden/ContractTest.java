package dev.toolrack.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.toolrack.core.catalog.Catalog;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.render.ToolsetDocument;
import dev.toolrack.core.tool.KnownTools.RejectedTool;
import dev.toolrack.core.world.World;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that others read keep what docs/schemas promises. */
class ContractTest {
  private static final Path FOLDER = Path.of("../docs/schemas");
  private static final JsonMapper JSON = new JsonMapper();

  private static String text(String name) {
    return GoldenCase.read(FOLDER.resolve(name + "-v1.json"));
  }

  private static Schema schema(String name) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text(name));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<?> errors(String name, String document) {
    return schema(name).validate(document, InputFormat.JSON);
  }

  static Stream<GoldenCase> cases() {
    return GoldenCase.all();
  }

  private static List<String> catalogs(GoldenCase golden) {
    World world = golden.world();
    return world.integrations().stream()
        .flatMap(ref -> world.integration(ref).flatMap(IntegrationOutcome::catalog).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isKeptByEveryCase(GoldenCase golden) {
    assertThat(errors("toolset", golden.expected().getOrDefault("out-toolset.json", ""))).isEmpty();
    catalogs(golden).forEach(catalog -> assertThat(errors("catalog", catalog)).isEmpty());
  }

  private static GoldenCase named(String name) {
    return cases().filter(c -> c.toString().equals(name)).findFirst().orElseThrow();
  }

  private static String toolset() {
    return named("org-team-project").expected().getOrDefault("out-toolset.json", "");
  }

  private static String catalog() {
    return catalogs(named("hostile-server")).getFirst();
  }

  private static String sample(String name) {
    return name.equals("toolset") ? toolset() : catalog();
  }

  /** Every required field of every object, taken away, is missed. */
  @ParameterizedTest
  @ValueSource(strings = {"toolset", "catalog"})
  void missesWhatIsMissing(String name) {
    JsonNode whole = json(sample(name));
    int objects = 0;
    for (JsonNode definition : definitions(name)) {
      for (JsonNode required : definition.path("required")) {
        JsonNode copy = whole.deepCopy();
        int removed = removeFrom(copy, definition, required.asText());
        objects += removed;
        assertThat(removed == 0 || !errors(name, copy.toString()).isEmpty())
            .as("without %s", required.asText())
            .isTrue();
      }
    }
    assertThat(objects).as("fields taken away").isGreaterThan(20);
  }

  private static int removeFrom(JsonNode node, JsonNode definition, String field) {
    int removed = 0;
    if (node instanceof ObjectNode object) {
      boolean its = definition.path("required").valueStream().allMatch(r -> object.has(r.asText()));
      if (its) {
        object.remove(field);
        removed++;
      }
    }
    for (JsonNode child : node) {
      removed += removeFrom(child, definition, field);
    }
    return removed;
  }

  private static List<JsonNode> definitions(String name) {
    JsonNode root = json(text(name));
    var all = new ArrayList<JsonNode>(List.of(root));
    root.path("$defs").forEach(all::add);
    root.path("properties")
        .forEach(p -> {
          if (p.has("required")) {
            all.add(p);
          }
        });
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"toolset", "catalog"})
  void newerFieldsAreAllowedEverywhere(String name) {
    JsonNode newer = json(sample(name));
    addTo(newer);
    assertThat(newer.toString()).isNotEqualTo(json(sample(name)).toString());
    assertThat(errors(name, newer.toString())).isEmpty();
  }

  private static void addTo(JsonNode node) {
    node.forEach(ContractTest::addTo);
    if (node instanceof ObjectNode object) {
      object.put("novelty", "1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolset=\"name\" : \"github\"=\"name\" : \"Git Hub\"",
        "toolset=toolset-v1=toolset-v2",
        "toolset=https://us=ftp://us",
        "catalog=sha256:=md5:",
        "catalog=\"bytes\" : =\"bytes\" : -",
        "catalog=catalog-v1=v2",
      })
  void refusesWhatIsNotMeant(String change) {
    String[] parts = change.split("=", 3);
    String sample = sample(parts[0]);
    assertThat(sample).contains(parts[1]);
    assertThat(errors(parts[0], sample.replace(parts[1], parts[2]))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"toolset", "catalog"})
  void describesEveryField(String name) {
    JsonNode root = json(text(name));
    assertThat(root.path("$id").asText())
        .isEqualTo(name.equals("toolset") ? ToolsetDocument.SCHEMA : Catalog.SCHEMA);
    describe(name, root);
  }

  private static void describe(String path, JsonNode schema) {
    assertThat(schema.path("description").asText()).as(path).isNotEmpty();
    schema
        .path("properties")
        .properties()
        .forEach(p -> describe(path + "." + p.getKey(), p.getValue()));
    schema.path("$defs").properties().forEach(d -> describe(path + "#" + d.getKey(), d.getValue()));
    assertThat(schema.path("additionalProperties").isBoolean()).as(path + " stays open").isFalse();
  }

  /** The schemas name exactly the fields that are written. */
  @Test
  void namesTheFieldsThatAreWritten() {
    var types = new TreeMap<String, Class<? extends Record>>();
    types.put("toolset", ToolsetDocument.class);
    types.put("toolset/properties/agent", ToolsetDocument.AgentPart.class);
    types.put("toolset/$defs/server", ToolsetDocument.ServerPart.class);
    types.put("toolset/$defs/credential", ToolsetDocument.CredentialPart.class);
    types.put("toolset/$defs/tool", ToolsetDocument.ToolPart.class);
    types.put("toolset/$defs/unavailable", ToolsetDocument.UnavailablePart.class);
    types.put("catalog", Catalog.class);
    types.put("catalog/properties/server", Catalog.ServerPart.class);
    types.put("catalog/$defs/credential", Catalog.CredentialPart.class);
    types.put("catalog/$defs/tool", Catalog.ToolPart.class);
    types.put("catalog/$defs/rejected", RejectedTool.class);
    types.forEach((path, type) -> {
      String[] parts = path.split("/", 2);
      JsonNode schema = json(text(parts[0]));
      JsonNode part = parts.length == 1 ? schema : schema.at("/" + parts[1]);
      var names = new ArrayList<String>();
      part.path("properties").fieldNames().forEachRemaining(names::add);
      assertThat(names)
          .as(path)
          .containsExactlyElementsOf(
              Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
    });
  }
}
