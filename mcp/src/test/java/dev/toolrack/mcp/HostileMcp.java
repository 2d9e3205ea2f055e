package dev.toolrack.mcp;

import static dev.toolrack.mcp.FailureReason.ANSWER_TOO_LARGE;
import static dev.toolrack.mcp.FailureReason.MALFORMED_ANSWER;
import static dev.toolrack.mcp.FailureReason.NOT_FOUND;
import static dev.toolrack.mcp.FailureReason.SERVER_ERROR;
import static dev.toolrack.mcp.FailureReason.TIMEOUT;
import static dev.toolrack.mcp.FailureReason.TOO_MANY_PAGES;
import static dev.toolrack.mcp.FailureReason.TOO_MANY_TOOLS;
import static dev.toolrack.mcp.FailureReason.UNSUPPORTED_PROTOCOL;
import static dev.toolrack.mcp.HostileBehaviour.fails;
import static dev.toolrack.mcp.HostileBehaviour.stands;
import static dev.toolrack.mcp.HostileScripts.CANARY;
import static dev.toolrack.mcp.HostileScripts.GOOD;
import static dev.toolrack.mcp.HostileScripts.JSON;
import static dev.toolrack.mcp.HostileScripts.answering;
import static dev.toolrack.mcp.HostileScripts.http;
import static dev.toolrack.mcp.HostileScripts.listing;
import static dev.toolrack.mcp.HostileScripts.result;
import static dev.toolrack.mcp.HostileScripts.rpc;

import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.RawServer.Script;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong in MCP itself. */
final class HostileMcp {
  private static final String INITIALIZED =
      "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
          + "\"serverInfo\":{\"name\":\"session\",\"version\":\"2.0\"},\"x\":\""
          + CANARY
          + "\"}";

  private HostileMcp() {}

  static List<HostileBehaviour> lists() {
    return List.of(
        fails("tools-100000", "lists 100,000 tools", TOO_MANY_TOOLS, result(tools(100_000))),
        fails("tools-513", "lists one tool too many", TOO_MANY_TOOLS, result(tools(513))),
        fails(
            "tools-paged",
            "lists 400 tools on each page",
            TOO_MANY_TOOLS,
            pages(page -> tools(400).replace("]}", "],\"nextCursor\":\"" + page + "\"}"))),
        fails(
            "cursors-endless",
            "always has another page",
            TOO_MANY_PAGES,
            pages(page -> "{\"tools\":[],\"nextCursor\":\"" + page + CANARY + "\"}")),
        fails(
            "cursors-repeating",
            "comes back to the same page",
            TOO_MANY_PAGES,
            pages(page -> "{\"tools\":[],\"nextCursor\":\"" + page % 3 + CANARY + "\"}")),
        fails(
            "cursors-empty",
            "always has the empty cursor",
            TOO_MANY_PAGES,
            result("{\"tools\":[],\"nextCursor\":\"\",\"x\":\"CANARY\"}")),
        fails(
            "cursor-10k",
            "has a cursor of 10 KB",
            MALFORMED_ANSWER,
            result("{\"tools\":[],\"nextCursor\":\"" + "c".repeat(10_000) + "\"}")),
        fails(
            "cursor-1m",
            "has a cursor of 1 MB",
            MALFORMED_ANSWER,
            result("{\"tools\":[],\"nextCursor\":\"" + "c".repeat(1_000_000) + "\"}")),
        fails(
            "cursor-number",
            "has a number for a cursor",
            MALFORMED_ANSWER,
            result("{\"tools\":[],\"nextCursor\":7,\"x\":\"CANARY\"}")),
        fails(
            "pages-large",
            "has pages of 700 KiB",
            ANSWER_TOO_LARGE,
            pages(page ->
                "{\"tools\":[]," + " ".repeat(700 * 1024) + "\"nextCursor\":\"" + page + "\"}")),
        fails(
            "tools-object",
            "has an object for its tools",
            MALFORMED_ANSWER,
            result("{\"tools\":{\"x\":\"CANARY\"}}")),
        fails("tools-null", "has null for its tools", MALFORMED_ANSWER, result("{\"tools\":null}")),
        fails("tools-none", "has no tools at all", MALFORMED_ANSWER, result("{\"x\":\"CANARY\"}")),
        fails(
            "tool-null",
            "has null for a tool",
            MALFORMED_ANSWER,
            result("{\"tools\":[" + GOOD + ",null]}")),
        fails(
            "tool-text",
            "has a text for a tool",
            MALFORMED_ANSWER,
            result("{\"tools\":[\"CANARY\"]}")),
        fails("result-array", "has an array for a result", MALFORMED_ANSWER, result("[]")),
        fails(
            "result-wants-input",
            "wants input before it lists",
            MALFORMED_ANSWER,
            result("{\"resultType\":\"input_required\",\"tools\":[],\"x\":\"CANARY\"}")),
        fails(
            "result-unknown-type",
            "has a result of no known type",
            MALFORMED_ANSWER,
            result("{\"resultType\":\"CANARY\",\"tools\":[]}")),
        fails(
            "result-number-type",
            "has a number for its type",
            MALFORMED_ANSWER,
            result("{\"resultType\":7,\"tools\":[],\"x\":\"CANARY\"}")),
        fails(
            "list-error",
            "has an error instead of a list",
            SERVER_ERROR,
            listing((c, asked) -> c.send(error(asked, 200, -32603)))),
        fails("list-hangs", "never lists", TIMEOUT, listing((c, asked) -> Thread.sleep(600_000))),
        fails(
            "list-era-flaps",
            "lists in no era but its own",
            UNSUPPORTED_PROTOCOL,
            listing((c, asked) -> c.send(error(asked, 400, -32022)))),
        stands(
            "list-in-circles-of-one",
            "has one page after the other, 64 of them",
            List.of(),
            pages(page ->
                page >= 64 ? "{\"tools\":[]}" : "{\"tools\":[],\"nextCursor\":\"" + page + "\"}")));
  }

  static List<HostileBehaviour> eras() {
    return List.of(
        fails(
            "era-endless-retry",
            "asks for the revision that it refuses",
            UNSUPPORTED_PROTOCOL,
            answering((c, asked) -> c.send(error(asked, 400, -32022)))),
        fails(
            "era-flaps",
            "is stateless, then of sessions, then stateless",
            UNSUPPORTED_PROTOCOL,
            answering((c, asked) ->
                c.send(
                    asked.method().equals("initialize")
                        ? error(asked, 400, -32022)
                        : error(asked, 400, -32000)))),
        fails(
            "era-future",
            "speaks only what is to come",
            UNSUPPORTED_PROTOCOL,
            answering((c, asked) ->
                c.send(
                    http(JSON, rpc(asked, "{\"supportedVersions\":[\"2099-" + CANARY + "\"]}"))))),
        fails(
            "versions-many",
            "speaks 10,000 revisions",
            MALFORMED_ANSWER,
            answering((c, asked) ->
                c.send(
                    http(
                        JSON,
                        rpc(
                            asked,
                            "{\"supportedVersions\":[" + "\"x\",".repeat(9_999) + "\"y\"]}"))))),
        fails(
            "version-unknown",
            "settles on an unknown revision",
            UNSUPPORTED_PROTOCOL,
            sessions("", INITIALIZED.replace("2025-11-25", CANARY))),
        fails(
            "version-null",
            "settles on no revision",
            MALFORMED_ANSWER,
            sessions("", INITIALIZED.replace("\"2025-11-25\"", "null"))),
        fails(
            "version-number",
            "settles on a number",
            MALFORMED_ANSWER,
            sessions("", INITIALIZED.replace("\"2025-11-25\"", "2025"))),
        fails(
            "session-illegal",
            "gives a session's id that is no header",
            MALFORMED_ANSWER,
            sessions("Mcp-Session-Id: a b" + CANARY + "\r\n", INITIALIZED)),
        fails(
            "session-umlaut",
            "gives a session's id beyond ASCII",
            MALFORMED_ANSWER,
            sessions("Mcp-Session-Id: \u00e9" + CANARY + "\r\n", INITIALIZED)),
        fails(
            "session-huge",
            "gives a session's id of 20 KB",
            MALFORMED_ANSWER,
            sessions("Mcp-Session-Id: " + "s".repeat(20_000) + "\r\n", INITIALIZED)),
        fails(
            "session-empty",
            "gives an empty session's id",
            MALFORMED_ANSWER,
            sessions("Mcp-Session-Id: \r\n", INITIALIZED)),
        fails(
            "session-forgotten",
            "forgets each session at once",
            NOT_FOUND,
            sessions("Mcp-Session-Id: s-" + CANARY + "\r\n", INITIALIZED)));
  }

  /** A server whose sessions end as soon as they have begun. */
  private static Script sessions(String header, String introduction) {
    return answering((c, asked) ->
        c.send(
            switch (asked.method()) {
              case "initialize" ->
                  http("200 OK", header + "Content-Type: " + JSON, rpc(asked, introduction));
              case "server/discover" -> error(asked, 400, -32000);
              default -> http("404 " + CANARY, "Content-Type: text/html", CANARY);
            }));
  }

  /** Makes the result that is the nth page, from 1. */
  private interface Page {
    String result(int page);
  }

  private static Script pages(Page pages) {
    return answeringAnew(pages);
  }

  /** The number of a page comes back in its cursor, so that servers may be asked by many. */
  private static Script answeringAnew(Page pages) {
    AtomicInteger asks = new AtomicInteger();
    return listing((c, asked) -> {
      int page = asked.cursor() == null ? 1 : asks.incrementAndGet() + 1;
      if (page == 1) {
        asks.set(0);
      }
      c.send(http(JSON, rpc(asked, pages.result(page))));
    });
  }

  private static String error(Asked asked, int status, int code) {
    return http(
        status + " " + CANARY,
        "Content-Type: " + JSON,
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\",\"data\":%s}}"
            .formatted(asked.id(), code, CANARY, "{\"supported\":[\"2026-07-28\"]}"));
  }

  private static String tools(int count) {
    StringBuilder tools = new StringBuilder("{\"x\":\"CANARY\",\"tools\":[");
    for (int i = 0; i < count; i++) {
      tools.append(i == 0 ? "" : ",").append("{\"name\":\"").append(i).append("\"}");
    }
    return tools.append("]}").toString();
  }
}
