package dev.toolrack.mcp;

import static dev.toolrack.mcp.FailureReason.ANSWER_TOO_LARGE;
import static dev.toolrack.mcp.FailureReason.MALFORMED_ANSWER;
import static dev.toolrack.mcp.HostileBehaviour.fails;
import static dev.toolrack.mcp.HostileScripts.CANARY;
import static dev.toolrack.mcp.HostileScripts.GOOD;
import static dev.toolrack.mcp.HostileScripts.JSON;
import static dev.toolrack.mcp.HostileScripts.body;
import static dev.toolrack.mcp.HostileScripts.listing;
import static dev.toolrack.mcp.HostileScripts.result;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What goes wrong in JSON outside of tool objects: the whole answer counts for nothing. */
final class HostileJson {
  private static final String TOOLS = "{\"tools\":[" + GOOD + "]}";
  private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":" + TOOLS + "}";

  private HostileJson() {}

  static List<HostileBehaviour> all() {
    List<HostileBehaviour> all = new ArrayList<>();
    documents()
        .forEach((name, document) ->
            all.add(
                fails(
                    name,
                    "lists its tools as: " + shown(document),
                    MALFORMED_ANSWER,
                    body(JSON, document))));
    results()
        .forEach((name, document) ->
            all.add(
                fails(
                    name,
                    "lists its tools with the result: " + shown(document),
                    MALFORMED_ANSWER,
                    result(document))));
    bytes()
        .forEach((name, bytes) ->
            all.add(
                fails(
                    name,
                    "sends the bytes " + bytes + " in a text",
                    MALFORMED_ANSWER,
                    withBytes(bytes))));
    all.add(
        fails(
            "json-text-huge",
            "sends one text of megabytes",
            ANSWER_TOO_LARGE,
            result("{\"x\":\"" + CANARY.repeat(300_000) + "\"}")));
    return all;
  }

  private static Map<String, String> documents() {
    Map<String, String> all = new TreeMap<>();
    all.put("json-empty", "");
    all.put("json-blank", " \n");
    all.put("json-null", "null");
    all.put("json-text", "\"CANARY\"");
    all.put("json-number", "12");
    all.put("json-batch", "[" + ANSWER + "]");
    all.put("json-two-documents", ANSWER + ANSWER);
    all.put("json-lines", ANSWER + "\n" + ANSWER);
    all.put("json-trailing", ANSWER + "CANARY");
    all.put("json-trailing-brace", ANSWER + "}");
    all.put("json-cut", ANSWER.substring(0, ANSWER.length() - 1));
    all.put("json-comment", ANSWER + "// CANARY");
    all.put("json-single-quotes", ANSWER.replace('"', '\''));
    all.put("json-prefix", ")]}',\n" + ANSWER);
    all.put("json-padded", "CANARY(" + ANSWER + ")");
    all.put("json-no-id", ANSWER.replace("\"id\":ID,", ""));
    all.put("json-text-id", ANSWER.replace("ID", "\"ID\""));
    all.put("json-null-id", ANSWER.replace("ID", "null"));
    all.put("json-float-id", ANSWER.replace("ID", "ID.0"));
    all.put("json-exponent-id", ANSWER.replace("ID", "ID".concat("e0")));
    all.put("json-infinite-id", ANSWER.replace("ID", "1e999999"));
    all.put("json-digits-id", ANSWER.replace("ID", "9".repeat(400)));
    all.put("json-million-digits-id", ANSWER.replace("ID", "9".repeat(1_000_000)));
    all.put("json-array-id", ANSWER.replace("ID", "[ID]"));
    all.put("json-version-1", ANSWER.replace("2.0", "1.0"));
    all.put("json-version-number", ANSWER.replace("\"2.0\"", "2.0"));
    all.put("json-notification", "{\"jsonrpc\":\"2.0\",\"method\":\"CANARY\"}");
    all.put("json-request", ANSWER.replace("\"id\"", "\"method\":\"roots/list\",\"id\""));
    all.put("json-key-twice", ANSWER.replace("\"id\"", "\"id\":7,\"id\""));
    all.put("json-key-twice-escaped", ANSWER.replace("\"id\"", "\"\\u0069d\":7,\"id\""));
    all.put("json-result-twice", ANSWER.replace("\"id\"", "\"result\":{},\"id\""));
    all.put("json-result-and-error", ANSWER.replace("\"id\"", "\"error\":{\"code\":1},\"id\""));
    all.put("json-error-text", "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":\"CANARY\"}");
    all.put(
        "json-error-code-text", "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":\"CANARY\"}}");
    all.put(
        "json-error-code-huge", "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":99999999999}}");
    return all;
  }

  private static Map<String, String> results() {
    Map<String, String> all = new TreeMap<>();
    all.put("json-deep", "{\"tools\":[],\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    all.put("json-deep-objects", "{\"x\":".repeat(50_000) + "1" + "}".repeat(50_000));
    all.put(
        "json-deep-tool", "{\"tools\":[{\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}]}");
    all.put("json-deep-unclosed", "{\"tools\":[{\"x\":" + "[".repeat(500));
    all.put("json-many-names", "{\"tools\":[],\"x\":{" + names(200_000) + "}}");
    all.put("json-colliding-names", "{\"tools\":[],\"x\":{" + colliding() + "}}");
    all.put("json-long-name", "{\"tools\":[],\"" + "CANARY".repeat(1_000) + "\":1}");
    all.put("json-result-key-twice", "{\"tools\":[],\"tools\":[]}");
    all.put("json-nested-key-twice", "{\"tools\":[],\"x\":[{\"a\":{\"b\":1,\"b\":2}}]}");
    all.put("json-nan", "{\"tools\":[],\"x\":NaN}");
    all.put("json-nul", "{\"tools\":[],\"x\":\"\u0000CANARY\"}");
    all.put("json-control", "{\"tools\":[],\"x\":\"\u0007CANARY\"}");
    all.put("json-bad-escape", "{\"tools\":[],\"x\":\"\\xCANARY\"}");
    all.put("json-leading-zero", "{\"tools\":[],\"x\":012}");
    all.put("json-trailing-comma", "{\"tools\":[],}");
    return all;
  }

  private static Map<String, String> bytes() {
    return new TreeMap<>(
        Map.of(
            "utf8-overlong", "c080",
            "utf8-surrogate", "eda080",
            "utf8-never", "ff",
            "utf8-cut", "e282",
            "utf8-beyond", "f5808080",
            "utf8-continuation", "80"));
  }

  private static RawServer.Script withBytes(String hex) {
    return listing((c, asked) -> {
      String before = HostileScripts.rpc(asked, "{\"tools\":[{\"name\":\"" + CANARY);
      int split = before.lastIndexOf('}');
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes(before.substring(0, split).getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(HexFormat.of().parseHex(hex));
      bytes.writeBytes("\"}]}}".getBytes(StandardCharsets.UTF_8));
      c.send(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + bytes.size()
              + "\r\n\r\n");
      c.send(bytes.toByteArray());
    });
  }

  private static String shown(String document) {
    String text = document.replace(CANARY, "...").replace("\0", "\\0").replace("\u0007", "\\a");
    return text.length() < 120 ? text : text.substring(0, 100) + "... (" + text.length() + ")";
  }

  /** Different names, so many that a table of them would be larger than all memory. */
  static String names(int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      names.append(i == 0 ? "\"" : ",\"").append(Integer.toString(i, 36)).append("\":1");
    }
    return names.toString();
  }

  /** Names that have the same {@link String#hashCode}. */
  static String colliding() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 1 << 14; i++) {
      names.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 14; bit++) {
        names.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      names.append("\":1");
    }
    return names.toString();
  }
}
