package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.toolrack.mcp.auth.Challenge;
import dev.toolrack.mcp.auth.Challenges;
import dev.toolrack.mcp.auth.Demand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever stands in {@code WWW-Authenticate}; the lines of an input are headers. */
class ChallengesFuzzTest {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";
  private static final String TOKEN_CHARACTERS =
      "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~";

  @Test
  void readsMutatedHeaders() throws IOException {
    MutatedSeeds.check(ChallengesFuzzTest.class, "reads", this::reads);
  }

  @Test
  void readsMutatedWritings() throws IOException {
    MutatedSeeds.check(ChallengesFuzzTest.class, "readsWhatIsWritten", this::readsWhatIsWritten);
  }

  @FuzzTest
  void reads(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    List<String> headers = List.of(text.split("\n", -1));
    List<Challenge> challenges = Challenges.of(headers);
    assertThat(challenges).hasSizeLessThanOrEqualTo(32);
    for (Challenge challenge : challenges) {
      assertThat(challenge.scheme()).matches(TOKEN);
      assertThat(text).containsIgnoringCase(challenge.scheme());
      assertThat(challenge.parameters()).hasSizeLessThanOrEqualTo(32);
      challenge
          .parameters()
          .forEach((name, value) -> {
            assertThat(name).matches(TOKEN);
            assertThat(text)
                .containsPattern("(?i)" + Pattern.quote(name) + "[ \t]*=[ \t]*" + written(value));
          });
    }
    demands(headers, text);
    // What was read of the first headers is not changed by those that follow.
    List<Challenge> fewer = Challenges.of(headers.subList(0, headers.size() - 1));
    assertThat(challenges.subList(0, fewer.size())).isEqualTo(fewer);
  }

  private static void demands(List<String> headers, String text) {
    Demand demand = Demand.of(headers);
    assertThat(demand.scopes()).hasSizeLessThanOrEqualTo(32).doesNotHaveDuplicates();
    assertThat(demand.scopes()).allMatch(scope -> scope.matches("[!#-\\[\\]-~]{1,128}"));
    assertThat(demand.insufficientScope() && !demand.token()).isFalse();
    demand.resourceMetadata().ifPresent(url -> assertThat(text).containsPattern(written(url)));
  }

  /** A value as it may be written: each of its characters may be escaped. */
  private static String written(String value) {
    return "\"?"
        + value
            .chars()
            .mapToObj(c -> "\\\\?" + Pattern.quote(String.valueOf((char) c)))
            .collect(Collectors.joining());
  }

  /** Each byte is a decision about challenges that are written by the book. */
  @FuzzTest
  void readsWhatIsWritten(byte[] decisions) {
    List<Challenge> wanted = new ArrayList<>();
    StringBuilder header = new StringBuilder();
    Writer writer = new Writer(decisions);
    while (writer.hasMore() && wanted.size() < 32) {
      if (!wanted.isEmpty()) {
        header.append(writer.oneOf(",", ", ", " ,\t", ",,"));
      }
      wanted.add(writer.challenge(header));
    }
    assertThat(Challenges.of(List.of(header.toString()))).isEqualTo(wanted);
  }

  private static final class Writer {
    private final byte[] decisions;
    private int at;

    Writer(byte[] decisions) {
      this.decisions = decisions;
    }

    boolean hasMore() {
      return at < decisions.length;
    }

    Challenge challenge(StringBuilder header) {
      String scheme = token();
      header.append(cased(scheme));
      Map<String, String> parameters = new HashMap<>();
      if (oneOf("parameters", "token68").equals("token68")) {
        header.append(' ').append("aGVsbG8-._~+/").append(oneOf("", "=", "=="));
      } else {
        int count = next() % 5;
        for (int i = 0; i < count; i++) {
          header.append(i == 0 ? " " : oneOf(",", ", ", " , "));
          // Names are told apart by their numbers.
          String name = token() + i;
          String value = value();
          header.append(cased(name)).append(oneOf("=", " = ", "= ")).append(writtenAs(value));
          parameters.put(name, value);
        }
      }
      return new Challenge(scheme, parameters);
    }

    private String value() {
      StringBuilder value = new StringBuilder();
      for (int left = next() % 12; left > 0; left--) {
        value.append((char) (' ' + next() % 95));
      }
      return value.toString();
    }

    private String writtenAs(String value) {
      if (value.matches(TOKEN) && oneOf("bare", "quoted").equals("bare")) {
        return value;
      }
      boolean all = oneOf("needed", "all").equals("all");
      return "\""
          + value.replaceAll(all ? "(.)" : "([\"\\\\])", Matcher.quoteReplacement("\\") + "$1")
          + "\"";
    }

    private String token() {
      Random random = new Random(next());
      return random
          .ints(1 + random.nextInt(8), 0, TOKEN_CHARACTERS.length())
          .mapToObj(i -> String.valueOf(TOKEN_CHARACTERS.charAt(i)))
          .collect(Collectors.joining());
    }

    private String cased(String word) {
      return oneOf("as is", "upper").equals("upper") ? word.toUpperCase(Locale.ROOT) : word;
    }

    String oneOf(String... choices) {
      return choices[next() % choices.length];
    }

    private int next() {
      return at < decisions.length ? decisions[at++] & 0xFF : 0;
    }
  }
}
