package dev.toolrack.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolReadingTest {

  private static ToolDefinition valid(String raw) {
    return (ToolDefinition) ToolReading.of(raw);
  }

  private static ToolReading.Rejected rejected(String raw) {
    return (ToolReading.Rejected) ToolReading.of(raw);
  }

  private static String tool(String more) {
    return "{\"name\":\"t\",\"inputSchema\":{}" + more + "}";
  }

  @Tag("def-1")
  @Test
  void goldenDefinition() {
    ToolDefinition tool =
        valid(
            """
            { "name": "create_issue", "title": "Cr\\u00e9er \\ud83d\\ude80",
              "description": "Creates an issue",
              "inputSchema": {"type": "object",
                "properties": {"b": {"type": "number", "default": 0.10}, "a": {"type": "integer"}}},
              "annotations": {"readOnlyHint": false}, "x-unknown": [1.0, null, true] }
            """);
    assertThat(tool.digest())
        .isEqualTo("sha256:aa19c799a84a8789726dc09982943119927f186adea88f282453bbb1b72e4a07");
    assertThat(tool.bytes()).isEqualTo(247);
    assertThat(tool.title()).isEqualTo("Créer 🚀");
    assertThat(tool.traits().describedWrite()).isEqualTo("create");
    assertThat(tool.traits().readOnlyHint()).isFalse();
    assertThat(tool.traits().destructiveHint()).isNull();
  }

  /** The number and string samples of RFC 8785. */
  @Tag("def-1")
  @Test
  void canonicalForm() {
    String json =
        "{\"numbers\":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0],"
            + "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
            + "\"literals\":[null,true,false],\"\\ud83d\\ude00\":1,\"\\ufb33\":2,\"\":3}";
    assertThat(new String(CanonicalJson.of(json).orElseThrow(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"\":3,\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",\"😀\":1,\"\ufb33\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "1e2",
        "-0",
        "0e99",
        "9007199254740992",
        "1e21",
        "4.50",
        "5e-324",
        "1.7976931348623157e308",
        "123456789012345680000"
      })
  void exactNumbers(String number) {
    assertThat(ToolReading.of(tool(",\"n\":" + number))).isInstanceOf(ToolDefinition.class);
  }

  @Tag("def-3")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "1e400",
        "1e-400",
        "0.1234567890123456789",
        "1e99999999999",
        "1e-99999999999",
        "333333333.33333329",
        "1e999999",
        "-1e999999"
      })
  void inexactNumbers(String number) {
    assertThat(rejected(tool(",\"n\":" + number)).reason()).isEqualTo(Rejection.INEXACT_NUMBER);
  }

  @Tag("def-3")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"x\"",
        "{",
        "{\"name\":\"t\"",
        "{} {}",
        "{},",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "{\"a\":\"\t\"}",
        "\ufeff{}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{/**/}",
        "{\"a\":\"\\x\"}"
      })
  void noJson(String raw) {
    assertThat(rejected(raw).reason()).isEqualTo(Rejection.NOT_JSON);
  }

  @Tag("def-3")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"t\",\"inputSchema\":{},\"x\":{\"a\":1,\"a\":1}} | t | DUPLICATE_KEY",
        "{\"name\":\"t\",\"inputSchema\":{},\"a\":1,\"\\u0061\":1} | t | DUPLICATE_KEY",
        "{\"name\":\"t\",\"name\":\"u\",\"inputSchema\":{}} | | DUPLICATE_KEY",
        "{\"name\":\"t\",\"inputSchema\":{},\"a\":\"\\ud800\"} | t | LONE_SURROGATE",
        "{\"name\":\"t\",\"inputSchema\":{},\"\\udc00x\":1} | t | LONE_SURROGATE",
        "{\"name\":\"\\ud800\",\"inputSchema\":{}} | | LONE_SURROGATE",
        "{\"name\":\"t\"} | t | NO_INPUT_SCHEMA",
        "{\"name\":\"t\",\"inputSchema\":null} | t | NO_INPUT_SCHEMA",
        "{\"name\":\"t\",\"inputSchema\":[]} | t | NO_INPUT_SCHEMA",
        "{\"name\":\"t\",\"x\":{\"inputSchema\":{}}} | t | NO_INPUT_SCHEMA",
        "{\"inputSchema\":{}} | | BAD_NAME",
        "{\"name\":1,\"inputSchema\":{}} | | BAD_NAME",
        "{\"name\":[\"t\"],\"inputSchema\":{}} | | BAD_NAME",
        "{\"name\":\"a b\",\"inputSchema\":{}} | a b | BAD_NAME",
        "{\"name\":\"é\",\"inputSchema\":{}} | é | BAD_NAME",
        "{} | | BAD_NAME",
      })
  void faults(String raw, String name, Rejection reason) {
    ToolReading.Rejected tool = rejected(raw);
    assertThat(tool.name()).isEqualTo(name);
    assertThat(tool.reason()).isEqualTo(reason);
    assertThat(tool.digest()).matches("sha256:[0-9a-f]{64}");
  }

  @Tag("def-3")
  @Test
  void limits() {
    assertThat(ToolReading.of(tool(",\"d\":" + nested(63)))).isInstanceOf(ToolDefinition.class);
    assertThat(rejected(tool(",\"d\":" + nested(64))).reason()).isEqualTo(Rejection.TOO_DEEP);
    assertThat(rejected(tool(",\"d\":" + nested(100_000))).name()).isEqualTo("t");
    int rest = tool(",\"d\":\"\"").length();
    assertThat(ToolReading.of(tool(",\"d\":\"" + "x".repeat(65536 - rest) + "\"")))
        .isInstanceOf(ToolDefinition.class);
    assertThat(rejected(tool(",\"d\":\"" + "x".repeat(65537 - rest) + "\"")).reason())
        .isEqualTo(Rejection.TOO_LARGE);
    // 1e20 is five times as long in canonical form.
    assertThat(rejected(tool(",\"d\":[" + "1e20,".repeat(4_000) + "1]")).reason())
        .isEqualTo(Rejection.TOO_LARGE);
    String name = "n".repeat(128);
    assertThat(valid("{\"name\":\"" + name + "\",\"inputSchema\":{}}").name()).isEqualTo(name);
    assertThat(rejected("{\"name\":\"" + name + "n\",\"inputSchema\":{}}").reason())
        .isEqualTo(Rejection.BAD_NAME);
  }

  @Test
  void digitsWithoutEnd() {
    for (int digits : new int[] {400, 1_001, 60_000}) {
      assertThat(rejected(tool(",\"n\":" + "7".repeat(digits))).reason())
          .isEqualTo(Rejection.INEXACT_NUMBER);
      assertThat(rejected(tool(",\"n\":0." + "7".repeat(digits))).reason())
          .isEqualTo(Rejection.INEXACT_NUMBER);
    }
  }

  /** A text too large to be worth reading closely is still named, and each change of it seen. */
  @Test
  void tooLargeToBeReadClosely() {
    String keys = ",\"k\":{" + "\"a\":1,".repeat(20_000) + "\"b\":[1]}";
    ToolReading.Rejected large = rejected(tool(keys));
    assertThat(large.name()).isEqualTo("t");
    assertThat(large.reason()).isEqualTo(Rejection.TOO_LARGE);
    assertThat(rejected(tool(keys.replace("[1]", "[2]"))).digest()).isNotEqualTo(large.digest());
    assertThat(rejected(tool(keys) + "x").reason()).isEqualTo(Rejection.NOT_JSON);
    assertThat(rejected(tool(",\"name\":\"u\"" + keys)).name()).isNull();
    assertThat(rejected(tool(keys).replace("\"t\"", "\"\\ud800\"")).name()).isNull();
    assertThat(rejected(tool(",\"k\":\"" + "x".repeat(70_000) + "\\ud800\"")).name())
        .isEqualTo("t");
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  @Tag("def-6")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",\"title\":\"A\",\"annotations\":{\"title\":\"B\"} | A",
        ",\"annotations\":{\"title\":\"B\"} | B",
        ",\"title\":5 |",
        ",\"title\":\" \\n\\u200b\" |",
        ",\"annotations\":[{\"title\":\"B\"}] |",
        ",\"x\":{\"title\":\"B\"} |",
      })
  void titles(String more, String title) {
    assertThat(valid(tool(more)).title()).isEqualTo(title);
  }

  @Test
  void hintsAreBooleansOfAnnotations() {
    assertThat(valid(tool(",\"annotations\":{\"readOnlyHint\":\"true\"}")).traits().readOnlyHint())
        .isNull();
    assertThat(valid(tool(",\"annotations.readOnlyHint\":true")).traits().readOnlyHint()).isNull();
    assertThat(valid(tool(",\"readOnlyHint\":true")).traits().readOnlyHint()).isNull();
    assertThat(
            valid(tool(",\"annotations\":{\"x\":{\"readOnlyHint\":true},\"destructiveHint\":true}"))
                .traits())
        .satisfies(traits -> assertThat(traits.readOnlyHint()).isNull())
        .satisfies(traits -> assertThat(traits.destructiveHint()).isTrue());
  }

  @Test
  void messagesShowNothingUnclean() {
    assertThat(rejected("{\"name\":\"a\\u202eb\\nc\",\"inputSchema\":{}}").message())
        .isEqualTo("tool abc has a name that is not 1-128 of A-Z a-z 0-9 _ . -");
    assertThat(rejected("{}").message()).startsWith("a tool without a usable name has a name");
  }

  @Tag("def-6")
  @ParameterizedTest
  @CsvSource({
    "plain, 10, plain",
    "'a\u0000b\u200bc\u202ed\ue000e\u2028f\u2029g\u0378h', 128, abcdefgh",
    "e\u0301, 1, \u00e9",
    "' x ', 9, x",
    "abcdef, 3, abc",
    "😀😀😀, 2, 😀😀",
    "'ab cd', 3, ab",
  })
  void cleanText(String text, int max, String clean) {
    assertThat(CleanText.of(text, max)).isEqualTo(clean);
  }

  /** Two writers of shortest decimals, the platform's and the library's, agree on every double. */
  @Test
  void everyDoubleIsExact() {
    Random random = new Random(6);
    for (int i = 0; i < 5_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number) && Math.abs(number) >= Double.MIN_NORMAL) {
        assertThat(ToolReading.of(tool(",\"n\":" + number))).isInstanceOf(ToolDefinition.class);
      }
    }
  }

  @Test
  void totalOnNoise() {
    Random random = new Random(9);
    String alphabet = "{}[]\",:\\\"name\"tu01eE.-+ \ud800\u0000é";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder("{\"name\":\"t\"");
      for (int j = random.nextInt(20); j > 0; j--) {
        raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      ToolReading reading = ToolReading.of(raw.toString());
      assertThat(reading.digest()).hasSize(71);
      assertThat(ToolReading.of(raw.toString())).isEqualTo(reading);
    }
  }
}
