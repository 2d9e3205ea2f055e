package dev.toolrack.mcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of RFC 9110 section 11.6.1, and what servers make of it. */
@Timeout(60)
class ChallengesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // As it should be.
        "Bearer | bearer{}",
        "Bearer realm=\"a\" | bearer{realm=a}",
        "Bearer realm=a, scope=\"x y\" | bearer{realm=a scope=x_y}",
        "Bearer realm=\"\" | bearer{realm=}",
        "bEaReR ReAlM=\"Aa\" | bearer{realm=Aa}",
        "Basic realm=\"b\", Bearer scope=\"s\" | basic{realm=b}bearer{scope=s}",
        "Basic, Bearer scope=\"s\" | basic{}bearer{scope=s}",
        "Negotiate, Bearer | negotiate{}bearer{}",
        "Negotiate YWJjZGVm==, Bearer scope=s | negotiate{}bearer{scope=s}",
        "Negotiate a/b+c~d._-==, Bearer | negotiate{}bearer{}",
        "Bearer a== | bearer{}",
        "Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\""
            + " | newauth{realm=apps title=Login_to_\"apps\" type=1}basic{realm=simple}",
        "Bearer error = \"e\" , scope = s | bearer{error=e scope=s}",
        "Bearer realm=\"a, Basic realm=b\" | bearer{realm=a,_Basic_realm=b}",
        "Bearer realm=\"a\\\\\", scope=s | bearer{realm=a\\ scope=s}",
        ",, Bearer ,, realm=a ,,, | bearer{realm=a}",
        "Bearer realm=a,realm=b | bearer{realm=a}",
        // As it often is.
        "Bearer realm=\"a\" scope=\"s\" | bearer{realm=a scope=s}",
        "Bearer resource_metadata=https://a.example/x?y=z, scope=s"
            + " | bearer{resource_metadata=https://a.example/x?y=z scope=s}",
        "Basic realm=b Bearer scope=s | basic{realm=b}bearer{scope=s}",
        "Basic Bearer scope=s | basic{}bearer{scope=s}",
        // As it should not be.
        "Bearer error= | bearer{}",
        "Bearer error=, scope=s | bearer{scope=s}",
        "Bearer error=\"e | bearer{}",
        "Bearer error=\"e\\ | bearer{}",
        "Bearer scope=s, error=\"e\\\" | bearer{scope=s}",
        "realm=a, Bearer scope=s | bearer{scope=s}",
        "realm=\"a | ``",
        "\" | ``",
        "\"Bearer scope=s\" | ``",
        "= | ``",
        "=, Bearer | bearer{}",
        "; Bearer scope=s | ``",
        "Bearer; scope=s | ``",
        "Bearer: scope=s, Basic | basic{}",
        "Bearer ?, scope=s | bearer{scope=s}",
        "Bearer \"junk, more\", scope=s | bearer{scope=s}",
        "Bearer/x scope=s | ``",
        "Bearér scope=s | ``",
        "Bearer scope=sé | bearer{scope=s}",
      })
  void challenges(String header, String expected) {
    assertThat(text(Challenges.of(List.of(header)))).isEqualTo(expected);
  }

  @Test
  void headersStandAlone() {
    assertThat(text(Challenges.of(List.of("Basic realm=\"open", "scope=s, Bearer scope=t"))))
        .isEqualTo("basic{}bearer{scope=t}");
    assertThat(Challenges.of(List.of())).isEmpty();
    assertThat(Challenges.of(List.of("", " ", "\t,"))).isEmpty();
  }

  @Test
  void boundedWhateverComes() {
    String parameters =
        IntStream.range(0, 200).mapToObj(i -> "p" + i + "=v").collect(Collectors.joining(", "));
    assertThat(Challenges.of(List.of("Bearer " + parameters)).getFirst().parameters()).hasSize(32);
    assertThat(Challenges.of(List.of("Bearer, ".repeat(1000)))).hasSize(32);
    assertThat(Challenges.of(Collections.nCopies(1000, "Bearer x=y"))).hasSize(32);
    // One that does not fit could be misread if it were cut.
    assertThat(Challenges.of(List.of("Basic", "x".repeat(16 * 1024), "Bearer"))).hasSize(1);
  }

  /** Inputs on which a reader that starts again would take for ever. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"=", "`,`", "\"", "a", "`a `", "`a=`", "\\", "` `", "`a \t`", "`\"\\\"`", "`a=\"`"})
  void longRunsEnd(String piece) {
    String header = piece.repeat(16 * 1024 / piece.length());
    assertThatCode(() -> Challenges.of(List.of("Bearer " + header, header)))
        .doesNotThrowAnyException();
  }

  @Test
  void anythingAtAllIsReadWithoutFailing() {
    String alphabet = "abAB= ,\"\\\t;/?é\u0000\u007f-~";
    Random random = new Random(20260728);
    for (int round = 0; round < 20_000; round++) {
      List<String> headers = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        headers.add(
            random
                .ints(random.nextInt(40), 0, alphabet.length())
                .mapToObj(c -> String.valueOf(alphabet.charAt(c)))
                .collect(Collectors.joining()));
      }
      for (Challenge challenge : Challenges.of(headers)) {
        assertThat(challenge.scheme()).isNotEmpty().isLowerCase().doesNotContain(" ", ",", "=");
      }
    }
  }

  private static String text(List<Challenge> challenges) {
    return challenges.stream()
        .map(c -> c.scheme() + text(new TreeMap<>(c.parameters())))
        .collect(Collectors.joining());
  }

  private static String text(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + p.getValue().replace(' ', '_'))
        .collect(Collectors.joining(" ", "{", "}"));
  }
}
