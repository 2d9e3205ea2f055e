package dev.toolrack.testbed.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;

/** The part of revision 2026-07-28 that a client needs to discover a server and call its tools. */
final class FakeProtocol {
  private static final String REVISION = "2026-07-28";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ONE_TOOL =
      """
      [{"name":"echo","description":"Returns its arguments.","inputSchema":{"type":"object"},\
      "annotations":{"readOnlyHint":true}}]\
      """;

  private volatile String tools = ONE_TOOL;

  record Answer(int status, String body) {}

  void tools(String json) {
    tools = json;
  }

  Answer answer(HttpExchange exchange, String body) {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return new Answer(405, "");
    }
    JsonNode request;
    try {
      request = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return error(JsonNodeFactory.instance.nullNode(), 400, -32700, "Parse error", "");
    }
    var id = request.path("id");
    var method = request.path("method").asText();
    var headers = exchange.getRequestHeaders();
    if (method.equals("initialize") || !REVISION.equals(revision(request))) {
      return error(
          id,
          400,
          -32022,
          "Unsupported protocol version",
          ",\"data\":{\"supported\":[\"" + REVISION + "\"]}");
    }
    if (!REVISION.equals(headers.getFirst("MCP-Protocol-Version"))
        || !method.equals(headers.getFirst("Mcp-Method"))) {
      return error(id, 400, -32020, "Header and body do not agree", "");
    }
    return switch (method) {
      case "server/discover" -> result(id, discovery());
      case "tools/list" -> result(id, "\"tools\":" + tools);
      case "tools/call" -> result(id, echo(request.path("params").path("arguments")));
      default -> error(id, 404, -32601, "Method not found", "");
    };
  }

  private static String revision(JsonNode request) {
    return request
        .path("params")
        .path("_meta")
        .path("io.modelcontextprotocol/protocolVersion")
        .asText();
  }

  private static String discovery() {
    return """
    "supportedVersions":["%s"],"capabilities":{"tools":{}},\
    "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"fake","version":"1.0.0"}}\
    """
        .formatted(REVISION);
  }

  private static String echo(JsonNode arguments) {
    var text = JsonNodeFactory.instance.textNode(arguments.toString());
    return "\"content\":[{\"type\":\"text\",\"text\":" + text + "}]";
  }

  // Text, not a tree: the tools must reach the wire as the test wrote them, duplicate keys
  // included.
  private static Answer result(JsonNode id, String members) {
    return new Answer(
        200,
        """
        {"jsonrpc":"2.0","id":%s,"result":{%s,"resultType":"complete","ttlMs":0,\
        "cacheScope":"private"}}\
        """
            .formatted(id, members));
  }

  private static Answer error(JsonNode id, int status, int code, String message, String data) {
    return new Answer(
        status,
        """
        {"jsonrpc":"2.0","id":%s,"error":{"code":%d,"message":"%s"%s}}\
        """
            .formatted(id.isMissingNode() ? "null" : id, code, message, data));
  }
}
