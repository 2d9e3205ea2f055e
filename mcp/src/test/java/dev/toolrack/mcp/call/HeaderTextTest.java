package dev.toolrack.mcp.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "us-west1", "us west 1", "~!\"", "=?base64?", "my-tool"})
  void plainTextStaysAsItIs(String value) {
    assertThat(HeaderText.of(value)).isEqualTo(value);
  }

  @Test
  void whatAHeaderCannotHoldIsEncoded() {
    assertThat(HeaderText.of("Grüße")).isEqualTo("=?base64?R3LDvMOfZQ==?=");
    assertThat(HeaderText.of(" x")).isEqualTo("=?base64?IHg=?=");
    assertThat(HeaderText.of("x ")).isEqualTo("=?base64?eCA=?=");
    assertThat(HeaderText.of("a\r\nb")).isEqualTo("=?base64?YQ0KYg==?=");
    assertThat(HeaderText.of("\ta")).isEqualTo("=?base64?CWE=?=");
    assertThat(HeaderText.of("\u007f")).isEqualTo("=?base64?fw==?=");
  }

  @Test
  void whatLooksEncodedIsEncodedAgain() {
    assertThat(HeaderText.of("=?base64?eA==?=")).isEqualTo("=?base64?PT9iYXNlNjQ/ZUE9PT89?=");
  }
}
