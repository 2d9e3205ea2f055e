package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever an answer holds: it is read as a tree of it would be, or refused for a reason. */
class AnswerReaderFuzzTest {
  private static final JsonFactory JSON = StrictJson.factory();
  private static final int MAX_TOOLS = 8;

  @Test
  void readsMutatedAnswers() throws IOException {
    MutatedSeeds.check(AnswerReaderFuzzTest.class, "reads", this::reads);
  }

  @FuzzTest
  void reads(byte[] message) {
    RpcAnswer answer;
    try {
      answer = AnswerReader.read(JSON, message, MAX_TOOLS);
    } catch (Stopped e) {
      isRefusedRightly(message, e.reason());
      return;
    }
    String text = new String(message, StandardCharsets.UTF_8);
    assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(message);
    JsonNode tree = PlainJson.lax(text).orElseThrow();
    assertThat(PlainAnswer.of(tree)).contains(withoutTexts(answer));
    if (answer instanceof RpcAnswer.Success success && success.fields().tools() != null) {
      slicesAreTheirs(success.fields().tools(), tree, text);
    } else {
      assertThat(PlainJson.strict(message)).isPresent();
    }
  }

  /** Nothing is refused that a plain reading would take. */
  private static void isRefusedRightly(byte[] message, FailureReason reason) {
    Optional<RpcAnswer> plainly =
        PlainJson.strict(message).filter(PlainJson::isHandy).flatMap(PlainAnswer::of);
    if (reason == FailureReason.TOO_MANY_TOOLS) {
      // Said as soon as there is one too many, whatever would have followed.
      assertThat(new String(message, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '{'))
          .hasSizeGreaterThan(MAX_TOOLS);
      plainly
          .filter(RpcAnswer.Success.class::isInstance)
          .ifPresent(answer -> assertThat(tools(answer)).hasSizeGreaterThan(MAX_TOOLS));
      return;
    }
    assertThat(reason).isEqualTo(FailureReason.MALFORMED_ANSWER);
    assertThat(plainly).isEmpty();
  }

  private static List<RawTool> tools(RpcAnswer answer) {
    return answer instanceof RpcAnswer.Success success && success.fields().tools() != null
        ? success.fields().tools()
        : List.of();
  }

  /** Tools are cut out as they are, and only they may have names twice. */
  private static void slicesAreTheirs(List<RawTool> tools, JsonNode tree, String text) {
    JsonNode expected = tree.path("result").path("tools");
    assertThat(tools).hasSize(expected.size()).hasSizeLessThanOrEqualTo(MAX_TOOLS);
    StringBuilder rest = new StringBuilder();
    int at = 0;
    for (int i = 0; i < tools.size(); i++) {
      String slice = tools.get(i).json();
      assertThat(PlainJson.lax(slice)).contains(expected.get(i));
      int start = text.indexOf(slice, at);
      assertThat(start).isNotNegative();
      rest.append(text, at, start).append("{}");
      at = start + slice.length();
    }
    rest.append(text, at, text.length());
    assertThat(PlainJson.strict(rest.toString())).isPresent();
  }

  /** With tools as {@link PlainAnswer} has them: their text need not be compared twice. */
  private static RpcAnswer withoutTexts(RpcAnswer answer) {
    return answer instanceof RpcAnswer.Success success
        ? new RpcAnswer.Success(success.id(), PlainAnswer.withoutTexts(success.fields()))
        : answer;
  }
}
