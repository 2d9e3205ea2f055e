package dev.toolrack.mcp;

import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.RawServer.Connection;
import dev.toolrack.mcp.RawServer.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the hostile servers are made of. Whatever they send holds the canary. */
final class HostileScripts {
  /** Must be nowhere but on the wire. */
  static final String CANARY = "canary-6d1e";

  static final String JSON = "application/json";
  static final String STREAM = "text/event-stream";
  static final String GOOD = "{\"name\":\"good\",\"inputSchema\":{},\"x\":\"" + CANARY + "\"}";

  private HostileScripts() {}

  /** Says what is sent for a request. */
  interface Answering {
    void answer(Connection connection, Asked asked) throws IOException, InterruptedException;
  }

  /** Answers every request on every connection. */
  static Script answering(Answering answering) {
    return connection -> {
      for (String request = connection.request(); request != null; ) {
        answering.answer(connection, new Asked("none", "/mcp", Map.of(), request));
        request = connection.request();
      }
    };
  }

  /** Sends the same to everybody and closes. */
  static Script once(String response) {
    return connection -> {
      var _ = connection.request();
      connection.send(response.replace("CANARY", CANARY));
    };
  }

  /** Sends a beginning and then the same without end. */
  static Script endless(String start, String again, long pauseMillis) {
    return connection -> {
      var _ = connection.request();
      connection.send(start.replace("CANARY", CANARY));
      connection.forever(again.replace("CANARY", CANARY), pauseMillis);
    };
  }

  /** Sends a beginning and then nothing. */
  static Script stuck(String start) {
    return connection -> {
      var _ = connection.request();
      connection.send(start.replace("CANARY", CANARY));
      Thread.sleep(600_000);
    };
  }

  /** A server of 2026-07-28 whose list is hostile, and which has no metadata. */
  static Script listing(Answering listing) {
    return answering((connection, asked) -> {
      if (asked.body().startsWith("GET ")) {
        connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
      } else if (asked.method().equals("server/discover")) {
        connection.send(http(JSON, rpc(asked, Scripts.DISCOVERED)));
      } else {
        listing.answer(connection, asked);
      }
    });
  }

  /** The same, with this for the whole body; ID stands for the request's id. */
  static Script body(String type, String body) {
    return listing((connection, asked) ->
        connection.send(http(type, body.replace("ID", asked.id()).replace("CANARY", CANARY))));
  }

  /** The same, with this for its result. */
  static Script result(String result) {
    return listing((connection, asked) ->
        connection.send(http(JSON, rpc(asked, result.replace("CANARY", CANARY)))));
  }

  /** The same, with these tools besides a good one. */
  static Script tools(String tools) {
    return result("{\"tools\":[" + GOOD + "," + tools + "],\"y\":\"CANARY\"}");
  }

  static String rpc(Asked asked, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"z\":\"%s\",\"result\":%s}"
        .formatted(asked.id(), CANARY, result);
  }

  /** A whole answer. */
  static String http(String type, String body) {
    return http("200 " + CANARY, "Content-Type: " + type, body);
  }

  /** A whole answer of some status with some more headers, without the last line end. */
  static String http(String status, String headers, String body) {
    return "HTTP/1.1 %s\r\nX-Canary: %s\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, CANARY, headers, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  /** The head of an answer whose body has no end. */
  static String chunked(String type) {
    return "HTTP/1.1 200 CANARY\r\nContent-Type: "
        + type
        + "\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  /** A chunk of a body. */
  static String chunk(String containing) {
    String text = containing.replace("CANARY", CANARY);
    return "%x\r\n%s\r\n".formatted(text.getBytes(StandardCharsets.UTF_8).length, text);
  }

  static String head(String status, String header) {
    return "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: 0\r\n\r\n";
  }
}
