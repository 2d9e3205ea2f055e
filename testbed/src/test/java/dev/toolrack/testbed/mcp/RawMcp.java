package dev.toolrack.testbed.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Speaks plain HTTP to a server: the fixtures are judged without any MCP library. */
final class RawMcp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RawMcp() {}

  static HttpResponse<String> modern(URI url, @Nullable String token, String method, String members)
      throws IOException, InterruptedException {
    var body =
        """
        {"jsonrpc":"2.0","id":1,"method":"%s","params":{%s"_meta":{
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",
        "io.modelcontextprotocol/clientInfo":{"name":"raw","version":"1"},
        "io.modelcontextprotocol/clientCapabilities":{}}}}\
        """
            .formatted(method, members);
    var request =
        post(url, body).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  static HttpRequest.Builder initialize(URI url) {
    return post(
        url,
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
        "capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}\
        """);
  }

  static HttpResponse<String> inSession(URI url, String session, String method)
      throws IOException, InterruptedException {
    return send(
        post(url, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"%s\"}".formatted(method))
            .header("Mcp-Session-Id", session)
            .header("MCP-Protocol-Version", "2025-11-25"));
  }

  static HttpRequest.Builder post(URI url, String body) {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  static HttpClient client() {
    return HTTP;
  }

  /** The JSON of an answer, also when it is the only message of an event stream. */
  static JsonNode json(HttpResponse<String> response) throws IOException {
    var body = response.body();
    var data = body.lines().filter(line -> line.startsWith("data: {")).findFirst();
    return JSON.readTree(data.map(line -> line.substring("data: ".length())).orElse(body));
  }
}
