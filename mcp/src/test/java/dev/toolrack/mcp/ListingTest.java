package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.TOOL;
import static dev.toolrack.mcp.Scripts.failure;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.session;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static dev.toolrack.mcp.Scripts.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.FakeServer.Answer;
import dev.toolrack.mcp.FakeServer.Asked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, limits, and tool objects that come out as they went in. */
class ListingTest {
  @Test
  void followsOpaqueCursorsIncludingTheEmptyOne() throws Exception {
    try (FakeServer server = new FakeServer(stateless(ListingTest::pages));
        McpServerVerifier verifier = verifier()) {
      Verified verified = verified(verifier.verify(request(server.url())));

      assertThat(verified.tools())
          .extracting(RawTool::json)
          .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
      assertThat(server.asked().getLast().body()).contains("\"cursor\":\"a\\\"\\uD800\\u00E9\"");
    }
    assertThat(verified(verify(session(ListingTest::pages))).tools()).hasSize(4);
  }

  private static Answer pages(Asked asked) {
    String cursor = asked.cursor();
    if (cursor == null) {
      return asked.result("{\"tools\":[{\"n\":1}],\"nextCursor\":\"\"}");
    }
    return switch (cursor) {
      case "" -> asked.result("{\"nextCursor\":\"2\",\"tools\":[{\"n\":2}]}");
      case "2" -> asked.result("{\"tools\":[{\"n\":3}],\"nextCursor\":\"a\\\"\\ud800é\"}");
      default -> asked.result("{\"tools\":[{\"n\":4}],\"nextCursor\":null}");
    };
  }

  @Test
  void repeatedCursor() throws Exception {
    AtomicInteger pages = new AtomicInteger();
    assertThat(
            failure(
                stateless(asked ->
                    asked.result(
                        "{\"tools\":[],\"nextCursor\":\"%d\"}"
                            .formatted(pages.incrementAndGet() % 3)))))
        .isEqualTo(FailureReason.TOO_MANY_PAGES);
    assertThat(pages).hasValue(4);
  }

  @Test
  void endlessCursors() throws Exception {
    AtomicInteger pages = new AtomicInteger();
    assertThat(
            failure(
                stateless(asked ->
                    asked.result(
                        "{\"tools\":[],\"nextCursor\":\"%d\"}"
                            .formatted(pages.incrementAndGet())))))
        .isEqualTo(FailureReason.TOO_MANY_PAGES);
    assertThat(pages).hasValue(Limits.defaults().pages());
  }

  @Test
  void cursorLongerThanAnyReason() throws Exception {
    String cursor = "c".repeat(10_000);
    assertThat(
            failure(
                stateless(
                    asked -> asked.result("{\"tools\":[],\"nextCursor\":\"" + cursor + "\"}"))))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
  }

  @Tag("def-5")
  @Test
  void asManyToolsAsAllowedAndOneMore() throws Exception {
    assertThat(verified(verify(stateless(asked -> asked.result(tools(512))))).tools()).hasSize(512);
    assertThat(failure(stateless(asked -> asked.result(tools(513)))))
        .isEqualTo(FailureReason.TOO_MANY_TOOLS);
    assertThat(failure(session(asked -> asked.result(tools(513)).streamed())))
        .isEqualTo(FailureReason.TOO_MANY_TOOLS);
    assertThat(
            failure(
                stateless(asked ->
                    asked.result(
                        asked.cursor() == null
                            ? tools(512).replace("]}", "],\"nextCursor\":\"x\"}")
                            : tools(1)))))
        .isEqualTo(FailureReason.TOO_MANY_TOOLS);
  }

  private static String tools(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"name\":\"t" + i + "\"}")
        .collect(Collectors.joining(",", "{\"tools\":[", "]}"));
  }

  @Tag("def-5")
  @Test
  void bytesOfAllAnswersCountTogether() throws Exception {
    String padding = " ".repeat(700 * 1024);
    AtomicInteger pages = new AtomicInteger();
    assertThat(
            failure(
                stateless(asked ->
                    asked.result(
                        "{\"tools\":[],"
                            + padding
                            + "\"nextCursor\":\"%d\"}".formatted(pages.incrementAndGet())))))
        .isEqualTo(FailureReason.ANSWER_TOO_LARGE);
    assertThat(pages).hasValue(3);
  }

  @Test
  void limitsAreTheCallers() throws Exception {
    try (FakeServer server = new FakeServer(stateless(asked -> asked.result(tools(3))));
        McpServerVerifier verifier = verifier(Scripts.limits(1, 2, 1, 10_000))) {
      assertThat(reason(verifier.verify(request(server.url()))))
          .isEqualTo(FailureReason.TOO_MANY_TOOLS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TOOL,
        "{}",
        "{ }",
        "{\t\"name\" :\r\n  \"a\" ,\n\"b\":[ 1 , 2.50, 1e400, -0 ] }",
        "{\"name\":\"grüße 🦀 \\u00e9 \\ud83e\\udd80 \\ud800 \\/ \u2028\"}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"a\":{\"tools\":[{\"tools\":[]}],\"}\":\"{\\\"]\"}}",
        "{\"n\":123456789012345678901234567890.123456789012345678901234567890}",
        "{\"\":null,\"\u0000x\":true}",
      })
  void toolObjectsAreCutOutByteForByte(String tool) throws Exception {
    // A raw control character is no JSON; everything else is.
    boolean valid = tool.indexOf(0) < 0;
    for (String around : List.of("%s", " %s ", "\n\t%s\r\n", "{\"x\":\"é🦀\"},%s , {\"y\":[]}")) {
      String result = "{\"ü\":\"é\",\"tools\":[" + around.formatted(tool) + "],\"z\":{}}";
      if (valid) {
        Verified verified = verified(verify(stateless(asked -> asked.result(result))));
        assertThat(verified.tools()).contains(new RawTool(tool));
      } else {
        assertThat(failure(stateless(asked -> asked.result(result))))
            .isEqualTo(FailureReason.MALFORMED_ANSWER);
      }
    }
  }

  @Test
  void toolsMayBeLargeAndDeepWithinReason() throws Exception {
    String large = "{\"d\":\"" + "ä".repeat(400_000) + "\"}";
    String deep = "{\"d\":" + "[".repeat(500) + "]".repeat(500) + "}";
    Verified verified =
        verified(
            verify(stateless(asked -> asked.result("{\"tools\":[" + large + "," + deep + "]}"))));
    assertThat(verified.tools()).containsExactly(new RawTool(large), new RawTool(deep));
  }

  @Test
  void nestingIsBounded() throws Exception {
    String deepTool = "{\"d\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThat(failure(stateless(asked -> asked.result("{\"tools\":[" + deepTool + "]}"))))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
    String outside = "[".repeat(40) + "]".repeat(40);
    assertThat(failure(stateless(asked -> asked.result("{\"tools\":[],\"x\":" + outside + "}"))))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
  }

  @Test
  void invalidUtf8() throws Exception {
    List<byte[]> sequences =
        List.of(
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xFF},
            new byte[] {(byte) 0xE2, (byte) 0x82},
            new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80});
    for (byte[] sequence : sequences) {
      String inserted = new String(sequence, StandardCharsets.ISO_8859_1);
      assertThat(
              failure(
                  stateless(asked -> {
                    Answer answer = asked.result("{\"tools\":[{\"name\":\"" + inserted + "\"}]}");
                    byte[] raw =
                        new String(answer.body(), StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.ISO_8859_1);
                    return new Answer(200, answer.headers(), raw);
                  })))
          .isEqualTo(FailureReason.MALFORMED_ANSWER);
    }
  }

  @Test
  void otherEncodingsAreNotGuessed() throws Exception {
    assertThat(
            failure(
                stateless(asked -> {
                  Answer answer = asked.result("{\"tools\":[]}");
                  byte[] raw =
                      new String(answer.body(), StandardCharsets.UTF_8)
                          .getBytes(StandardCharsets.UTF_16LE);
                  return new Answer(200, answer.headers(), raw);
                })))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
  }
}
