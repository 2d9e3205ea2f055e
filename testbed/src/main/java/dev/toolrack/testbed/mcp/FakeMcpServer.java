package dev.toolrack.testbed.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.toolrack.testbed.LoopbackHttp;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Any number of MCP servers of revision 2026-07-28 on one loopback port, each at a path of its own,
 * for what real servers do not do on demand: misbehave, and be a thousand.
 */
public final class FakeMcpServer implements AutoCloseable {
  /** Where protected resource metadata is: the path of the resource follows. */
  static final String METADATA = "/.well-known/oauth-protected-resource";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, FakeEndpoint> endpoints = new ConcurrentHashMap<>();

  private final String scheme;

  private FakeMcpServer(String scheme, HttpServer http) {
    this.scheme = scheme;
    this.http = http;
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Starts with no endpoint on a free port. */
  public static FakeMcpServer start() {
    return new FakeMcpServer("http", LoopbackHttp.bind(0, null));
  }

  /** The same over TLS. */
  public static FakeMcpServer start(PrivateCertificate certificate) {
    return new FakeMcpServer("https", LoopbackHttp.bind(0, certificate.tls()));
  }

  /** The server at {@code /NAME/mcp}, made with one tool when asked for the first time. */
  public FakeEndpoint endpoint(String name) {
    return endpoints.computeIfAbsent(
        "/" + name + "/mcp", path -> new FakeEndpoint(url(path), closing));
  }

  /** Any address on this port, for example one that nothing is served at. */
  public URI url(String path) {
    return URI.create(scheme + "://127.0.0.1:" + http.getAddress().getPort() + path);
  }

  /** Ends all exchanges, also those that hang or drip. */
  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var metadata = path.startsWith(METADATA + "/");
      var endpoint = endpoints.get(metadata ? path.substring(METADATA.length()) : path);
      if (endpoint == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (metadata) {
        endpoint.describe(exchange);
      } else {
        endpoint.handle(exchange);
      }
    }
  }
}
