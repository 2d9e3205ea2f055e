package dev.toolrack.mcp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refusal demands. */
class DemandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Bearer | true | false | `` | ``",
        "DPoP algs=\"ES256\", resource_metadata=\"https://a.example/m\" | true | false | `` | https://a.example/m",
        "Basic realm=\"r\" | false | false | `` | ``",
        "Basic scope=\"s\", error=insufficient_scope | false | false | `` | ``",
        "GNAP resource_metadata=\"https://a.example/m\" | false | false | `` | https://a.example/m",
        "Bearer scope=\"a b\" | true | false | a b | ``",
        "Bearer scope=\"a  b a \" | true | false | a b | ``",
        "Bearer error=\"invalid_token\", scope=\"a\" | true | false | a | ``",
        "Bearer scope=\"x\", Bearer error=\"insufficient_scope\", scope=\"y\" | true | true | y | ``",
        "Bearer scope=\"x\", Bearer error=\"insufficient_scope\" | true | true | x | ``",
        "Bearer ERROR = insufficient_scope | true | true | `` | ``",
        "Bearer error=\"insufficient\\_scope\" | true | true | `` | ``",
        "Bearer error=\"INSUFFICIENT_SCOPE\" | true | false | `` | ``",
        "Bearer realm=\"error=insufficient_scope\" | true | false | `` | ``",
        "error=\"insufficient_scope\" | false | false | `` | ``",
        "Bearer scope=\"ok bad\\\\one \\\"quoted\\\" é ok2\" | true | false | ok ok2 | ``",
      })
  void demands(String header, boolean token, boolean insufficient, String scopes, String metadata) {
    assertThat(Demand.of(List.of(header)))
        .isEqualTo(
            new Demand(
                token,
                insufficient,
                scopes.isEmpty() ? List.of() : List.of(scopes.split(" ")),
                Optional.of(metadata).filter(m -> !m.isEmpty())));
  }

  @Test
  void severalHeaders() {
    assertThat(
            Demand.of(
                List.of(
                    "Basic realm=\"r\"",
                    "Bearer resource_metadata=\"https://a.example/m\"",
                    "Bearer scope=\"s\"")))
        .isEqualTo(new Demand(true, false, List.of("s"), Optional.of("https://a.example/m")));
    assertThat(Demand.of(List.of()))
        .isEqualTo(new Demand(false, false, List.of(), Optional.empty()));
  }

  @Test
  void scopesAreFewAndShort() {
    String many = IntStream.range(0, 100).mapToObj(i -> "s" + i).collect(Collectors.joining(" "));
    assertThat(ScopeTokens.in(many)).hasSize(32).startsWith("s0").endsWith("s31");
    assertThat(ScopeTokens.in("x".repeat(129) + " " + "y".repeat(128)))
        .containsExactly("y".repeat(128));
  }
}
