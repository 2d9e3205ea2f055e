package dev.toolrack.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server on loopback that answers as a test's script says and remembers what it was asked. */
final class FakeServer implements AutoCloseable {
  /** Answers one request. */
  interface Script {
    Answer answer(Asked asked);
  }

  /** One request as it arrived. */
  record Asked(String verb, String path, Map<String, String> headers, String body) {
    /** The JSON-RPC method, or the verb of a request without one. */
    String method() {
      return field("\"method\":\"([^\"]+)\"", verb);
    }

    String id() {
      return field("\"id\":(\\d+)", "none");
    }

    @Nullable String cursor() {
      Matcher matcher = Pattern.compile("\"cursor\":\"([^\"]*)\"").matcher(body);
      return matcher.find() ? matcher.group(1) : null;
    }

    @Nullable String header(String name) {
      return headers.get(name);
    }

    /** Scheme, host and port under which it was asked. */
    String origin() {
      return "http://" + headers.get("Host");
    }

    private String field(String pattern, String otherwise) {
      Matcher matcher = Pattern.compile(pattern).matcher(body);
      return matcher.find() ? matcher.group(1) : otherwise;
    }

    Answer result(String result) {
      return Answer.json(
          200, "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"result\":" + result + "}");
    }

    Answer error(int status, int code) {
      return error(status, code, "{}");
    }

    Answer error(int status, int code, String data) {
      return Answer.json(
          status,
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"no\",\"data\":%s}}"
              .formatted(id(), code, data));
    }
  }

  /** One answer to give. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer json(int status, String body) {
      return of(status, "application/json", body);
    }

    static Answer of(int status, String type, String body) {
      return new Answer(
          status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
      return new Answer(status, Map.of(), new byte[0]);
    }

    Answer with(String header, String value) {
      Map<String, String> all = new TreeMap<>(headers);
      all.put(header, value);
      return new Answer(status, all, body);
    }

    /** The same JSON as an event in a stream, after others that do not matter. */
    Answer streamed() {
      String event =
          """
          : hello
          id: 1
          data:

          data: {"jsonrpc":"2.0","method":"notifications/message","params":{}}

          data: {"jsonrpc":"2.0","id":1,"method":"ping"}

          data: {"jsonrpc":"2.0","id":987654,"result":{"tools":[{"name":"not-ours"}]}}

          event: message
          data: %s

          """
              .formatted(new String(body, StandardCharsets.UTF_8));
      return of(status, "text/event-stream", event);
    }
  }

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final String scheme;
  private final List<Asked> askedForMetadata = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** A server without metadata. */
  FakeServer(Script script) throws IOException {
    this(script, asked -> Answer.empty(404));
  }

  /**
   * A server with metadata.
   *
   * @param metadata answers everything that is asked under {@code /.well-known/}
   */
  FakeServer(Script script, Script metadata) throws IOException {
    this("http", HttpServer.create(loopback(), 0), script, metadata);
  }

  /** Over TLS. */
  FakeServer(Script script, SSLContext tls) throws IOException {
    this("https", overTls(tls), script, asked -> Answer.empty(404));
  }

  private FakeServer(String scheme, HttpServer server, Script script, Script metadata) {
    this.scheme = scheme;
    this.server = server;
    server.setExecutor(executor);
    server.createContext("/", exchange -> handle(exchange, script, asked));
    server.createContext("/.well-known/", exchange -> handle(exchange, metadata, askedForMetadata));
    server.start();
  }

  private static HttpServer overTls(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static void handle(HttpExchange exchange, Script script, List<Asked> remembered)
      throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().toString();
      Asked request = new Asked(exchange.getRequestMethod(), path, headers, body);
      remembered.add(request);
      Answer answer = script.answer(request);
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  URI url() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
  }

  List<Asked> asked() {
    return asked;
  }

  /** Requests under {@code /.well-known/}, which {@link #asked} leaves out. */
  List<Asked> askedForMetadata() {
    return askedForMetadata;
  }

  List<String> methods() {
    return asked.stream().map(Asked::method).toList();
  }

  /** Waits for what is sent in passing: when the verdict is there, it may still be on its way. */
  boolean wasAsked(String method) throws InterruptedException {
    long start = System.nanoTime();
    while (!methods().contains(method)) {
      if (System.nanoTime() - start > Duration.ofSeconds(30).toNanos()) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
