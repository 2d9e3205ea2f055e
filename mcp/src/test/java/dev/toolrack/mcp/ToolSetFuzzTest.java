package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.tool.Rejection;
import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolReading;
import dev.toolrack.core.tool.ToolSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever is in tools: each is a definition or left out, and nothing is lost. */
class ToolSetFuzzTest {
  /** Length up to which nothing can be nested too deeply to be read. */
  private static final int HANDY = 900;

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
  private static final Pattern SHOWN =
      Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\u2028\u2029]{1,300}");

  @Test
  void readsMutatedTools() throws IOException {
    MutatedSeeds.check(ToolSetFuzzTest.class, "reads", this::reads);
  }

  /**
   * Reads a set.
   *
   * @param input tools with zero bytes between them
   */
  @FuzzTest
  void reads(byte[] input) {
    List<String> raws = List.of(new String(input, StandardCharsets.UTF_8).split("\0", -1));
    ToolSet set = ToolSet.of(raws);
    assertThat(set.raws()).containsExactlyInAnyOrderElementsOf(raws);
    // In another order it is the same set.
    assertThat(ToolSet.of(set.raws().reversed()).digest()).isEqualTo(set.digest());
    assertThat(set.digest()).matches(DIGEST);
    assertThat(set.tools().stream().map(ToolDefinition::name)).doesNotHaveDuplicates();
    set.tools().forEach(ToolSetFuzzTest::isWhatItSays);
    for (ToolReading.Rejected rejected : set.rejected()) {
      assertThat(rejected.digest()).matches(DIGEST);
      assertThat(rejected.message()).matches(SHOWN);
      isRefusedRightly(rejected);
    }
  }

  private static void isRefusedRightly(ToolReading.Rejected tool) {
    if (tool.raw().length() > HANDY) {
      return;
    }
    boolean isObject = PlainJson.lax(tool.raw()).isPresent();
    boolean hasNamesTwice = isObject && PlainJson.strict(tool.raw()).isEmpty();
    assertThat(tool.reason() == Rejection.NOT_JSON).isEqualTo(!isObject);
    assertThat(tool.reason() == Rejection.DUPLICATE_KEY).isEqualTo(hasNamesTwice);
  }

  private static void isWhatItSays(ToolDefinition tool) {
    JsonNode tree = PlainJson.strict(tool.raw()).orElseThrow();
    assertThat(tool.name()).isEqualTo(tree.path("name").textValue()).matches(NAME);
    assertThat(tree.path("inputSchema").isObject()).isTrue();
    assertThat(tool.bytes()).isBetween(1, 64 * 1024);
    String title = tool.title();
    if (title != null) {
      assertThat(title).matches(SHOWN);
      assertThat(title.codePoints().count()).isLessThanOrEqualTo(128);
    }
    numbersSurvive(tree);
    // Another way to write the same values is the same tool.
    assertThat(ToolReading.of(tree.toPrettyString()).digest()).isEqualTo(tool.digest());
  }

  /** Readers that keep numbers as doubles, as JavaScript does, see what was sent. */
  private static void numbersSurvive(JsonNode node) {
    if (node.isIntegralNumber()) {
      BigDecimal kept = new BigDecimal(Double.toString(node.doubleValue()));
      assertThat(kept).isEqualByComparingTo(node.decimalValue());
    }
    if (node.isNumber()) {
      assertThat(node.doubleValue()).isFinite();
    }
    node.forEach(ToolSetFuzzTest::numbersSurvive);
  }
}
