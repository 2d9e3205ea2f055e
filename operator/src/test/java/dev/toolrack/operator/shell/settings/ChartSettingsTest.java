package dev.toolrack.operator.shell.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The chart's schema knows the settings that the operator knows: every key, and no other. */
class ChartSettingsTest {
  private static final Path SCHEMA = Path.of("..", "helm", "toolrack", "values.schema.json");

  @Test
  void keysAreTheSame() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(SCHEMA.toFile()).at("/properties/settings");
    var described = new TreeSet<String>();
    described("", schema, described);
    var known = new TreeSet<String>();
    known("", Settings.class, known);
    assertThat(described).isEqualTo(known).contains("egress.networks.cidr", "namespaces");
  }

  private static void described(String path, JsonNode schema, Set<String> into) {
    JsonNode object = schema.has("items") ? schema.path("items") : schema;
    if (object.has("properties")) {
      assertThat(object.path("additionalProperties").asBoolean(true)).as(path).isFalse();
      object
          .path("properties")
          .properties()
          .forEach(e -> described(join(path, e.getKey()), e.getValue(), into));
    } else {
      into.add(path);
    }
  }

  private static void known(String path, Class<?> type, Set<String> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> of =
          component.getGenericType() instanceof ParameterizedType list
              ? (Class<?>) list.getActualTypeArguments()[0]
              : component.getType();
      String name = join(path, component.getName());
      if (of.isRecord()) {
        known(name, of, into);
      } else {
        into.add(name);
      }
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
