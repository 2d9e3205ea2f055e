package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever authorization servers answer. */
class JsonFieldsFuzzTest {
  @Test
  void readsMutatedAnswers() throws IOException {
    MutatedSeeds.check(JsonFieldsFuzzTest.class, "reads", this::reads);
  }

  @FuzzTest
  void reads(byte[] document) {
    Optional<JsonFields> read = JsonFields.read(document);
    Optional<JsonNode> tree = PlainJson.strict(document);
    if (read.isEmpty()) {
      assertThat(tree.filter(PlainJson::isHandy)).isEmpty();
      return;
    }
    tree.orElseThrow()
        .properties()
        .forEach(member -> {
          String name = member.getKey();
          JsonNode value = member.getValue();
          JsonFields fields = read.get();
          assertThat(fields.has(name)).isEqualTo(!value.isNull());
          assertThat(fields.isTrue(name)).isEqualTo(value.isBoolean() && value.booleanValue());
          assertThat(fields.isFalse(name)).isEqualTo(value.isBoolean() && !value.booleanValue());
          assertThat(fields.text(name))
              .isEqualTo(Optional.ofNullable(value.textValue()).filter(text -> !text.isEmpty()));
          assertThat(fields.texts(name))
              .isEqualTo(value.isArray() ? Optional.of(texts(value)) : Optional.empty());
          assertThat(fields.number(name).map(Number::doubleValue))
              .isEqualTo(value.isNumber() ? Optional.of(value.doubleValue()) : Optional.empty());
        });
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
  }
}
