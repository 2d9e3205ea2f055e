package dev.toolrack.mcp;

import static dev.toolrack.mcp.HostileScripts.CANARY;
import static dev.toolrack.mcp.HostileScripts.JSON;
import static dev.toolrack.mcp.HostileScripts.STREAM;
import static dev.toolrack.mcp.HostileScripts.chunk;
import static dev.toolrack.mcp.HostileScripts.chunked;
import static dev.toolrack.mcp.HostileScripts.http;
import static dev.toolrack.mcp.HostileScripts.rpc;

import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.HostileScripts.Answering;
import dev.toolrack.mcp.RawServer.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The largest answers that a server may give, and what is to be said of each when many are given at
 * once. Those that make others keep what they sent do so until they are released.
 */
enum CrowdAnswer {
  JSON_ENDLESS("ANSWER_TOO_LARGE", endless(chunked(JSON) + chunk("{\"x\":\""), chunk(kib(16)))),
  TOOLS_OF_2_MIB("512 tools", (c, asked) -> c.send(http(JSON, rpc(asked, tools(512, 4_000))))),
  PAGES_OF_2_MIB("512 tools", CrowdAnswer::page),
  NAMES_IN_A_TOOL(
      "1 tools",
      (c, asked) ->
          c.send(
              http(
                  JSON,
                  rpc(asked, "{\"tools\":[{\"name\":\"x\",\"y\":{" + names(150_000) + "}}]}")))),
  NAMES_BESIDE_TOOLS(
      "MALFORMED_ANSWER",
      (c, asked) -> c.send(http(JSON, rpc(asked, "{" + names(150_000) + ",\"tools\":[]}")))),
  STREAM_OF_COMMENTS("ANSWER_TOO_LARGE", endless(chunked(STREAM), chunk(":" + kib(16) + "\n"))),
  STREAM_OF_ONE_EVENT(
      "ANSWER_TOO_LARGE", endless(chunked(STREAM) + chunk("data: "), chunk(kib(16)))),
  STREAM_OF_MESSAGES(
      "TOO_MANY_MESSAGES",
      endless(
          chunked(STREAM),
          chunk(
              "data: {\"jsonrpc\":\"2.0\",\"method\":\"x\",\"y\":\""
                  + "y".repeat(1_000)
                  + "\"}\n\n"))),
  BODY_KEPT("UNREACHABLE", kept(chunked(JSON) + chunk("{\"x\":\"" + kib(63)))),
  EVENT_KEPT("UNREACHABLE", kept(chunked(STREAM) + chunk("data: {\"x\":\"" + kib(63)))),
  ERROR_KEPT(
      "UNREACHABLE", kept(chunked(JSON).replace("200", "400") + chunk("{\"x\":\"" + kib(63)))),
  HEADERS_KEPT("UNREACHABLE", kept("HTTP/1.1 200 OK\r\nX: " + kib(63) + "\r\nY: ")),
  HEADERS_AND_BODY_KEPT(
      "UNREACHABLE",
      kept(
          "HTTP/1.1 200 OK\r\nX: "
              + kib(60)
              + "\r\nContent-Type: "
              + JSON
              + "\r\n\r\n{\"x\":\""
              + kib(63))),
  HUGE_HEADERS_KEPT("MALFORMED_ANSWER", kept("HTTP/1.1 200 OK\r\nX: " + kib(380))),
  HEADERS_ENDLESS("MALFORMED_ANSWER", endless("HTTP/1.1 200 OK\r\nX: ", kib(16))),
  ;

  private static final CountDownLatch RELEASED = new CountDownLatch(1);

  private final String ending;

  @SuppressWarnings("ImmutableEnumChecker") // they have no state
  private final Answering answering;

  CrowdAnswer(String ending, Answering answering) {
    this.ending = ending;
    this.answering = answering;
  }

  /** How its verification ends. */
  String ending() {
    return ending;
  }

  /** Whether its verification goes on for as long as the server keeps it. */
  boolean isKept() {
    return ending.equals("UNREACHABLE");
  }

  /** Lets the servers go that keep others waiting, now and from now on. */
  static void release() {
    RELEASED.countDown();
  }

  void answer(Connection connection, Asked asked) throws IOException, InterruptedException {
    answering.answer(connection, asked);
  }

  private static Answering endless(String start, String again) {
    return (connection, asked) -> {
      connection.send(start);
      connection.forever(again, 0);
    };
  }

  private static Answering kept(String start) {
    return (connection, asked) -> {
      connection.send(start);
      RELEASED.await();
      connection.reset();
    };
  }

  private static void page(Connection connection, Asked asked) throws IOException {
    String cursor = asked.cursor();
    int page = cursor == null ? 0 : Integer.parseInt(cursor);
    String tools = tools(16, 3_900);
    connection.send(
        http(
            JSON,
            rpc(
                asked,
                page == 31
                    ? tools
                    : tools.replace("]}", "],\"nextCursor\":\"" + (page + 1) + "\"}"))));
  }

  /** Each with a character for which Java takes two bytes for each of them. */
  private static String tools(int count, int bytes) {
    List<String> all = new ArrayList<>();
    String text = CANARY + "\u20ac" + "x".repeat(bytes);
    for (int i = 0; i < count; i++) {
      all.add("{\"name\":\"t" + i + "\",\"inputSchema\":{},\"x\":\"" + text + "\"}");
    }
    return "{\"tools\":[" + String.join(",", all) + "]}";
  }

  private static String names(int count) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1");
    }
    return all.toString();
  }

  private static String kib(int count) {
    return "x".repeat(count * 1024);
  }
}
