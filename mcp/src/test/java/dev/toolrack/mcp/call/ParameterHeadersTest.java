package dev.toolrack.mcp.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.RawTool;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterHeadersTest {
  private static final String REGION =
      "{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}";

  private static Optional<Map<String, String>> headers(String properties, String arguments) {
    String tool =
        "{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\",\"properties\":" + properties + "}}";
    return ParameterHeaders.of(new ToolCall("t", new RawTool(tool), arguments, Optional.empty()));
  }

  @Test
  void annotatedArgumentsAreMirrored() {
    String properties =
        "{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
            + "\"count\":{\"x-mcp-header\":\"Count\",\"type\":\"integer\"},"
            + "\"deep\":{\"type\":\"boolean\",\"x-mcp-header\":\"Deep\"},"
            + "\"query\":{\"type\":\"string\"}}";
    assertThat(
            headers(
                properties,
                "{\"query\":\"q\",\"region\":\"Zürich\",\"count\":42,\"deep\":false,\"other\":1}"))
        .contains(
            Map.of(
                "Mcp-Param-Region", "=?base64?WsO8cmljaA==?=",
                "Mcp-Param-Count", "42",
                "Mcp-Param-Deep", "false"));
  }

  @Test
  void nestedPropertiesAreReached() {
    String properties = "{\"filter\":{\"type\":\"object\",\"properties\":" + REGION + "}}";
    assertThat(headers(properties, "{\"filter\":{\"region\":\"eu\"},\"region\":\"us\"}"))
        .contains(Map.of("Mcp-Param-Region", "eu"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"region\":null}", "{\"region\":[\"x\"]}", "{\"region\":{}}"})
  void whatIsNotThereHasNoHeader(String arguments) {
    assertThat(headers(REGION, arguments)).contains(Map.of());
  }

  @Test
  void emptyTextIsAValue() {
    assertThat(headers(REGION, "{\"region\":\"\"}")).contains(Map.of("Mcp-Param-Region", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"\"}}",
        "{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a b\"}}",
        "{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a\\r\\nHost\"}}",
        "{\"a\":{\"type\":\"string\",\"x-mcp-header\":1}}",
        "{\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"}}",
        "{\"a\":{\"type\":\"object\",\"x-mcp-header\":\"A\"}}",
        "{\"a\":{\"x-mcp-header\":\"A\"}}",
        "{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},"
            + "\"b\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}",
      })
  void whatCannotBeSentMakesAToolUncallable(String properties) {
    assertThat(headers(properties, "{\"a\":\"x\"}")).isEmpty();
  }

  @Test
  void onlySchemasCount() {
    String properties =
        "{\"x-mcp-header\":{\"type\":\"string\",\"default\":{\"x-mcp-header\":\"No\"}}}";
    assertThat(headers(properties, "{\"x-mcp-header\":\"v\"}")).contains(Map.of());
  }
}
