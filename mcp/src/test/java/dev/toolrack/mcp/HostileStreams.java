package dev.toolrack.mcp;

import static dev.toolrack.mcp.FailureReason.ANSWER_TOO_LARGE;
import static dev.toolrack.mcp.FailureReason.MALFORMED_ANSWER;
import static dev.toolrack.mcp.FailureReason.TIMEOUT;
import static dev.toolrack.mcp.FailureReason.TOO_MANY_MESSAGES;
import static dev.toolrack.mcp.FailureReason.UNSUPPORTED_ENCODING;
import static dev.toolrack.mcp.HostileBehaviour.fails;
import static dev.toolrack.mcp.HostileBehaviour.stands;
import static dev.toolrack.mcp.HostileScripts.CANARY;
import static dev.toolrack.mcp.HostileScripts.GOOD;
import static dev.toolrack.mcp.HostileScripts.STREAM;
import static dev.toolrack.mcp.HostileScripts.body;
import static dev.toolrack.mcp.HostileScripts.chunk;
import static dev.toolrack.mcp.HostileScripts.chunked;
import static dev.toolrack.mcp.HostileScripts.listing;

import dev.toolrack.mcp.RawServer.Script;
import java.util.List;

/** What goes wrong in an event stream that should hold one answer. */
final class HostileStreams {
  private static final String ANSWER =
      "data: {\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"tools\":[" + GOOD + "]}}\n\n";
  private static final String CHANGED =
      "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n";
  private static final String SAMPLING =
      "data: {\"jsonrpc\":\"2.0\",\"id\":ID,\"method\":\"sampling/createMessage\","
          + "\"params\":{\"messages\":[],\"x\":\"CANARY\"}}\n\n";
  private static final List<String> STANDING = List.of("good");

  private HostileStreams() {}

  static List<HostileBehaviour> all() {
    return List.of(
        fails(
            "stream-comments",
            "sends comments without end",
            ANSWER_TOO_LARGE,
            endless(":CANARY\n".repeat(500), 0)),
        fails("stream-comments-drip", "drips comments", TIMEOUT, endless(":CANARY\n", 20)),
        fails(
            "stream-blank",
            "sends line ends without end",
            ANSWER_TOO_LARGE,
            endless("\r\n\r\r\n\n".repeat(1000), 0)),
        fails(
            "stream-retry",
            "sends nothing but ids and times",
            ANSWER_TOO_LARGE,
            endless("id: CANARY\nretry: 1\n\n".repeat(500), 0)),
        fails(
            "stream-empty-data",
            "sends events of empty data",
            ANSWER_TOO_LARGE,
            endless("data\n\ndata:\n\ndata: \n\n:CANARY\n".repeat(500), 0)),
        fails(
            "stream-blank-data",
            "sends an event of line ends",
            MALFORMED_ANSWER,
            body(STREAM, "data\ndata:\n\n" + ANSWER)),
        fails(
            "stream-line",
            "sends a line without end",
            ANSWER_TOO_LARGE,
            endless("x".repeat(4000) + CANARY, 0)),
        fails(
            "stream-data-line",
            "sends data without end",
            ANSWER_TOO_LARGE,
            listing((c, asked) -> {
              c.send(chunked(STREAM) + chunk("data: " + CANARY));
              c.forever(chunk("x".repeat(4000)), 0);
            })),
        fails(
            "stream-data-lines",
            "sends data lines of one event without end",
            ANSWER_TOO_LARGE,
            endless("data: CANARY\n".repeat(500), 0)),
        fails(
            "stream-notifications",
            "announces changed tools without end",
            TOO_MANY_MESSAGES,
            endless(CHANGED.repeat(20), 0)),
        fails(
            "stream-others-answers",
            "answers other requests without end",
            TOO_MANY_MESSAGES,
            endless(ANSWER.replace("ID", "987654"), 0)),
        fails(
            "stream-sampling",
            "asks for sampling instead of answering",
            TOO_MANY_MESSAGES,
            endless(SAMPLING.replace("ID", "1").replace("CANARY", CANARY), 0)),
        fails(
            "stream-sampling-end",
            "asks for sampling and ends",
            MALFORMED_ANSWER,
            body(STREAM, SAMPLING)),
        stands(
            "stream-sampling-first",
            "asks for sampling under our id and answers then",
            STANDING,
            body(STREAM, SAMPLING + CHANGED + ANSWER)),
        stands(
            "stream-twice",
            "answers twice; the first counts",
            STANDING,
            body(STREAM, ANSWER + ANSWER.replace("good", "other"))),
        stands(
            "stream-goes-on",
            "answers and never stops",
            STANDING,
            listing((c, asked) -> {
              c.send(chunked(STREAM) + chunk(ANSWER.replace("ID", asked.id())));
              c.forever(chunk(CHANGED), 0);
            })),
        fails("stream-ends", "ends without an answer", MALFORMED_ANSWER, body(STREAM, ":CANARY\n")),
        fails(
            "stream-cut",
            "ends before the line that ends the event",
            MALFORMED_ANSWER,
            body(STREAM, ANSWER.strip() + "\n")),
        fails(
            "stream-wrong-id",
            "answers another request",
            MALFORMED_ANSWER,
            body(STREAM, ANSWER.replace("ID", "99"))),
        fails(
            "stream-text-id",
            "answers with our id as a text",
            MALFORMED_ANSWER,
            body(STREAM, ANSWER.replace("ID", "\"ID\""))),
        fails(
            "stream-float-id",
            "answers with our id as a fraction",
            MALFORMED_ANSWER,
            body(STREAM, ANSWER.replace("ID", "ID.0"))),
        fails(
            "stream-null-id",
            "answers with no id",
            MALFORMED_ANSWER,
            body(STREAM, ANSWER.replace("ID", "null"))),
        fails(
            "stream-batch",
            "answers with a batch",
            MALFORMED_ANSWER,
            body(STREAM, ANSWER.replace("{\"jsonrpc", "[{\"jsonrpc").replace("}\n", "}]\n"))),
        fails(
            "stream-no-json",
            "sends an event that is no JSON",
            MALFORMED_ANSWER,
            body(STREAM, "data: CANARY\n\n" + ANSWER)),
        fails(
            "stream-nul",
            "sends zero bytes within the answer",
            MALFORMED_ANSWER,
            body(STREAM, ANSWER.replace("{\"tools", "\u0000{\"tools"))),
        fails(
            "stream-utf16",
            "sends its events in UTF-16",
            MALFORMED_ANSWER,
            listing((c, asked) -> {
              c.send(chunked(STREAM));
              String events = ANSWER.replace("ID", asked.id()).replace("\n", "\0\n\0");
              c.send(chunk(events) + "0\r\n\r\n");
            })),
        fails(
            "stream-stops",
            "stops before the end of the event",
            TIMEOUT,
            listing((c, asked) -> {
              c.send(chunked(STREAM) + chunk(ANSWER.strip().replace("ID", asked.id())));
              Thread.sleep(600_000);
            })),
        fails(
            "stream-drips",
            "drips the answer",
            TIMEOUT,
            listing((c, asked) -> {
              c.send(chunked(STREAM) + chunk("data: {\"x\":\"" + CANARY));
              c.forever(chunk("x"), 20);
            })),
        fails(
            "stream-compressed",
            "says that the stream is compressed",
            UNSUPPORTED_ENCODING,
            listing((c, asked) -> {
              c.send(chunked(STREAM).replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"));
              c.forever(chunk(CANARY), 0);
            })));
  }

  /** A list that is a stream with this in it, again and again. */
  private static Script endless(String events, long pauseMillis) {
    String sent = chunk(events.replace("CANARY", CANARY));
    return listing((c, asked) -> {
      c.send(chunked(STREAM));
      c.forever(sent, pauseMillis);
    });
  }
}
