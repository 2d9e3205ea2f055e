package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRDs and the records say the same, field by field, in both directions. */
class SchemaAgreementTest {
  /** One record serves the rules of three places; these of its fields do not exist everywhere. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "McpConnector.spec.tools.rules[].match.servers",
          "McpIntegration.spec.tools.rules[].match.servers",
          "AgentToolBinding.spec.tools.rules[].access");

  private static final Set<String> CONDITION =
      Set.of("type", "status", "observedGeneration", "lastTransitionTime", "reason", "message");

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of("mcpconnectors", "spec", McpConnectorSpec.class),
        Arguments.of("mcpconnectors", "status", McpConnectorStatus.class),
        Arguments.of("mcpintegrations", "spec", McpIntegrationSpec.class),
        Arguments.of("mcpintegrations", "status", McpIntegrationStatus.class),
        Arguments.of("agenttoolbindings", "spec", AgentToolBindingSpec.class),
        Arguments.of("agenttoolbindings", "status", AgentToolBindingStatus.class));
  }

  @ParameterizedTest
  @MethodSource("records")
  void agree(String plural, String part, Class<?> type) {
    var crd = Crds.read(plural);
    var schema = Objects.requireNonNull(Crds.root(crd).getProperties().get(part));
    record(Crds.kind(crd) + "." + part, schema, type);
  }

  private static void record(String path, JSONSchemaProps schema, Class<?> type) {
    assertThat(schema.getType()).as(path).isEqualTo("object");
    var components = components(path, type);
    assertThat(schema.getProperties().keySet()).as(path).isEqualTo(components.keySet());
    var empty = Objects.requireNonNull(Crds.JSON.convertValue(Map.of(), type));
    components.forEach((name, component) -> {
      var field = path + "." + name;
      var child = Objects.requireNonNull(schema.getProperties().get(name));
      presence(field, child, schema.getRequired().contains(name), component, empty);
      value(field, child, component.getAnnotatedType());
    });
  }

  private static Map<String, RecordComponent> components(String path, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(c -> !c.getAccessor().isAnnotationPresent(JsonAnySetter.class))
        .filter(c -> !NOT_HERE.contains(path + "." + name(c)))
        .collect(Collectors.toMap(SchemaAgreementTest::name, c -> c));
  }

  private static String name(RecordComponent component) {
    var property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }

  /** What a reader finds where YAML has nothing. */
  private static void presence(
      String path,
      JSONSchemaProps schema,
      boolean required,
      RecordComponent component,
      Object empty) {
    var type = component.getType();
    var absent = get(component, empty);
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      assertThat(required).as(path + " required").isFalse();
      assertThat(schema.getDefault()).as(path + " default").isNull();
      assertThat(absent).as(path).isNull();
    } else if (schema.getDefault() != null) {
      assertThat(absent).as(path).isEqualTo(Crds.JSON.convertValue(schema.getDefault(), type));
    } else if (!required) {
      var emptiest =
          List.of(
              List.of(), Map.of(), false, new ToolRule.Match(List.of(), null, List.of(), Map.of()));
      assertThat(emptiest).as(path + " without default").contains(Objects.requireNonNull(absent));
      assertThat(type == List.class || type == Map.class || path.contains("[]"))
          .as(path + " should have a default in the schema")
          .isTrue();
    }
  }

  private static @Nullable Object get(RecordComponent component, Object instance) {
    try {
      return component.getAccessor().invoke(instance);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static void value(String path, JSONSchemaProps schema, AnnotatedType annotated) {
    if (annotated instanceof AnnotatedParameterizedType generic) {
      var arguments = generic.getAnnotatedActualTypeArguments();
      var raw = ((ParameterizedType) generic.getType()).getRawType();
      if (raw == List.class) {
        assertThat(schema.getType()).as(path).isEqualTo("array");
        value(path + "[]", schema.getItems().getSchema(), arguments[0]);
      } else {
        assertThat(schema.getType()).as(path).isEqualTo("object");
        value(path + "{}", schema.getAdditionalProperties().getSchema(), arguments[1]);
      }
      return;
    }
    leaf(path, schema, (Class<?>) annotated.getType());
  }

  private static void leaf(String path, JSONSchemaProps schema, Class<?> type) {
    if (type == Condition.class) {
      assertThat(schema.getProperties().keySet()).as(path).isEqualTo(CONDITION);
    } else if (type.isRecord()) {
      record(path, schema, type);
    } else if (type.isEnum()) {
      var wires =
          Arrays.stream(type.getEnumConstants())
              .filter(constant -> !((Enum<?>) constant).name().equals("UNRECOGNISED"))
              .map(constant -> ((WireValue) constant).wire())
              .toList();
      assertThat(schema.getType()).as(path).isEqualTo("string");
      assertThat(schema.getEnum().stream().map(node -> node.asText()).toList())
          .as(path)
          .isEqualTo(wires);
    } else {
      assertThat(schema.getEnum()).as(path).isEmpty();
      assertThat(schema.getType() + "/" + schema.getFormat()).as(path).isEqualTo(scalar(type));
    }
  }

  private static String scalar(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> "string/null";
      case "Boolean", "boolean" -> "boolean/null";
      case "Integer", "int" -> "integer/int32";
      case "Long", "long" -> "integer/int64";
      default -> throw new AssertionError(type);
    };
  }
}
