package dev.toolrack.mcp;

import static dev.toolrack.mcp.HostileBehaviour.stands;
import static dev.toolrack.mcp.HostileScripts.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bad tools beside a good one: they are left out, and the good one stands. */
final class HostileTools {
  private static final String REST = "\"name\":\"bad\",\"inputSchema\":{}";

  private HostileTools() {}

  static List<HostileBehaviour> all() {
    List<HostileBehaviour> all = new ArrayList<>();
    bad()
        .forEach((name, tool) ->
            all.add(
                stands(
                    name,
                    "lists a tool that " + tool.what(),
                    List.of("good"),
                    tools(tool.json()))));
    all.add(
        stands(
            "tool-odd-names",
            "has a tool of the shortest and one of the longest name",
            List.of("good", "n".repeat(128), "x"),
            tools(
                "{\"name\":\"x\",\"inputSchema\":{}},{\"name\":\""
                    + "n".repeat(128)
                    + "\",\"inputSchema\":{}}")));
    all.add(
        stands(
            "tool-remote-reference",
            "has a schema that refers to the network",
            List.of("bad", "good"),
            tools(
                "{\"name\":\"bad\",\"inputSchema\":{\"$ref\":\"http://127.0.0.1:1/CANARY\","
                    + "\"$schema\":\"http://127.0.0.1:1/CANARY\"}}")));
    return all;
  }

  private record Bad(String what, String json) {}

  private static Map<String, Bad> bad() {
    Map<String, Bad> all = new TreeMap<>();
    all.put("tool-key-twice", new Bad("has a key twice", "{" + REST + ",\"a\":1,\"\\u0061\":1}"));
    all.put("tool-name-twice", new Bad("has two names", "{\"name\":\"good2\"," + REST + "}"));
    all.put("tool-infinite", new Bad("has the number 1e999999", with("1e999999")));
    all.put("tool-digits", new Bad("has a number of 400 digits", with("9".repeat(400))));
    all.put("tool-many-digits", new Bad("has one of 5,000 digits", with("9".repeat(5_000))));
    all.put(
        "tool-fraction", new Bad("has a number no double holds", with("0.1234567890123456789")));
    all.put("tool-surrogate", new Bad("has half a character", with("\"\\ud800\"")));
    all.put("tool-surrogate-key", new Bad("has it in a key", with("{\"\\udc00\":1}")));
    all.put("tool-deep", new Bad("has 65 levels", with("[".repeat(64) + "]".repeat(64))));
    all.put("tool-deeper", new Bad("has 900 levels", with("[".repeat(900) + "]".repeat(900))));
    all.put(
        "tool-large",
        new Bad(
            "has 70 KB",
            with("\"" + "CANARY".repeat(6_000) + "\"").replace("CANARY", "canary-canary")));
    all.put("tool-huge", new Bad("has 1.5 MB", with("\"" + "x".repeat(1_500_000) + "\"")));
    all.put(
        "tool-many-names",
        new Bad("has 150,000 different keys", with("{" + HostileJson.names(150_000) + "}")));
    all.put(
        "tool-colliding-names",
        new Bad(
            "has 2,000 keys of the same hash",
            with("{" + HostileJson.colliding().substring(0, 2_000 * 33 - 1) + "}")));
    all.put(
        "tool-many-numbers",
        new Bad("has 400,000 numbers", with("[" + "1,".repeat(400_000) + "1]")));
    all.put("tool-no-name", new Bad("has no name", "{\"inputSchema\":{},\"x\":\"CANARY\"}"));
    all.put("tool-number-name", new Bad("has a number for a name", "{\"name\":7}"));
    all.put(
        "tool-long-name",
        new Bad("has a name of 129", "{\"name\":\"" + "n".repeat(129) + "\",\"inputSchema\":{}}"));
    all.put(
        "tool-bad-name",
        new Bad(
            "has a name that turns text around", "{\"name\":\"CANARY\u202e\",\"inputSchema\":{}}"));
    all.put(
        "tool-slash-name",
        new Bad("has a name with a slash", "{\"name\":\"CANARY/x\",\"inputSchema\":{}}"));
    all.put("tool-no-schema", new Bad("has no schema", "{\"name\":\"bad\",\"x\":\"CANARY\"}"));
    all.put(
        "tool-null-schema", new Bad("has null for one", "{\"name\":\"bad\",\"inputSchema\":null}"));
    all.put(
        "tool-same-names",
        new Bad("shares its name with another", "{" + REST + "},{" + REST + ",\"x\":\"CANARY\"}"));
    all.put(
        "tool-header",
        new Bad(
            "wants a header that breaks the line", header("\"string\"", "\"CANARY\\r\\nX: y\"")));
    all.put(
        "tool-header-type",
        new Bad("wants a header for an object", header("\"object\"", "\"CANARY\"")));
    return all;
  }

  private static String with(String value) {
    return "{" + REST + ",\"x\":" + value + "}";
  }

  private static String header(String type, String name) {
    return "{\"name\":\"bad\",\"inputSchema\":{\"properties\":{\"a\":{\"type\":"
        + type
        + ",\"x-mcp-header\":"
        + name
        + "}}}}";
  }
}
