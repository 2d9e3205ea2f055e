package dev.toolrack.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * The client that the conformance suite tests: it verifies the scenario's server, then calls its
 * tools, by the command that people use. {@code conformance/client.sh} hands scenarios over.
 */
final class ConformanceClient implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  /**
   * The suite starts all scenarios at once. Forty logins side by side on a busy machine take longer
   * than a server is given to answer, which says nothing about the client.
   */
  private final Semaphore turns = new Semaphore(4, true);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> transcripts = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final HttpServer server;

  ConformanceClient() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** The status of the first command of a scenario that failed; 0 if none did. */
  int status(String scenario) {
    return statuses.getOrDefault(scenario, -1);
  }

  /** What the commands of a scenario printed. */
  String transcript(String scenario) {
    return transcripts.getOrDefault(scenario, "The client was never started.");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String scenario = exchange.getRequestHeaders().getFirst("Scenario");
      String url = exchange.getRequestHeaders().getFirst("Url");
      String context = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int status = inTurn(new Scenario(scenario, url), context);
      statuses.put(scenario, status);
      exchange.sendResponseHeaders(status == 0 ? 204 : 500, -1);
    }
  }

  private int inTurn(Scenario scenario, String context) {
    turns.acquireUninterruptibly();
    try {
      return scenario.run(context);
    } finally {
      turns.release();
    }
  }

  /** One scenario under way. */
  private final class Scenario {
    private final String name;
    private final String url;
    private final StringBuilder transcript = new StringBuilder();

    Scenario(String name, String url) {
      this.name = name;
      this.url = url;
    }

    int run(String context) {
      try {
        if (name.startsWith("auth/")) {
          // A call verifies first, and a token is one command's: a second one would log in again.
          return mcp(new ConformanceTokens(name, url, context).call()).status();
        }
        Run verified = mcp("verify", url, "--output", "json", "--allow-loopback");
        return verified.status() == 0
            ? calls(JSON.readTree(verified.out()).path("tools"), context)
            : verified.status();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        transcripts.put(name, transcript.toString());
      }
    }

    private int calls(JsonNode tools, String context) throws IOException {
      int status = 0;
      if (!context.equals("none") && JSON.readTree(context).has("toolCalls")) {
        for (JsonNode call : JSON.readTree(context).path("toolCalls")) {
          status = Math.max(status, call(call.path("name").asText(), call.path("arguments")));
        }
        return status;
      }
      for (JsonNode tool : tools) {
        status = Math.max(status, call(tools, tool.path("definition")));
      }
      return status;
    }

    private int call(JsonNode tools, JsonNode tool) throws IOException {
      String toolName = tool.path("name").asText();
      return switch (name) {
        // Its server can do nothing but list: what is tested is that no schema is fetched.
        case "json-schema-ref-no-deref" -> 0;
        case "json-schema-2020-12-preservation" -> {
          // One tool shows a schema, the other wants to see what arrived of it.
          yield toolName.equals("json_schema_echo")
              ? call(toolName, JSON.createObjectNode().set("schema", shownSchema(tools)))
              : 0;
        }
        default -> call(toolName, arguments(tool.path("inputSchema")));
      };
    }

    private JsonNode shownSchema(JsonNode tools) {
      for (JsonNode tool : tools) {
        if (tool.path("name").asText().equals("json_schema_2020_12_tool")) {
          return tool.path("definition").path("inputSchema");
        }
      }
      throw new AssertionError("json_schema_2020_12_tool is not there");
    }

    private int call(String tool, JsonNode arguments) throws IOException {
      return mcp(
              "call",
              url,
              tool,
              "--arguments",
              JSON.writeValueAsString(arguments),
              "--accept",
              "{\"confirmed\":true}",
              "--output",
              "json",
              "--allow-loopback",
              "--timeout",
              // Its server waits for an answer that this client never promised to give.
              name.equals("elicitation-sep1034-client-defaults") ? "5" : "30")
          .status();
    }

    private Run mcp(List<String> arguments) {
      return mcp(arguments.toArray(String[]::new));
    }

    private Run mcp(String... arguments) {
      Run run = Run.mcpWithBrowser(arguments);
      transcript
          .append("mcp ")
          .append(String.join(" ", arguments))
          .append("\n")
          .append(run.out())
          .append(run.err())
          .append("status ")
          .append(run.status())
          .append("\n");
      return run;
    }
  }

  /** Arguments that a schema of plain properties accepts. */
  private static ObjectNode arguments(JsonNode schema) {
    ObjectNode arguments = JSON.createObjectNode();
    for (JsonNode required : schema.path("required")) {
      String name = required.asText();
      switch (schema.path("properties").path(name).path("type").asText()) {
        case "number", "integer" -> arguments.put(name, 2);
        case "boolean" -> arguments.put(name, true);
        default -> arguments.put(name, "text");
      }
    }
    return arguments;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
