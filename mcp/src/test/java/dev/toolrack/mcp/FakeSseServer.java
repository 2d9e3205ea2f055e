package dev.toolrack.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.toolrack.mcp.FakeServer.Asked;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server of 2024-11-05 on loopback: a stream at /sse, messages wherever it says. */
final class FakeSseServer implements AutoCloseable {
  /** What ends the stream from the server's side. */
  static final String END = "END";

  /** What the server does. */
  interface Script {
    /** The beginning of the stream. */
    String opening(URI base);

    /** What comes on the stream after a message; {@link #END} ends it. */
    String answer(Asked message);

    /** The status that acknowledges a message. */
    default int acknowledgement() {
      return 202;
    }

    /** The status of everything that is posted to the stream's own URL. */
    default int refusal() {
      return 405;
    }

    /** The status and the type of the stream. */
    default Map.Entry<Integer, String> stream() {
      return Map.entry(200, "text/event-stream");
    }
  }

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Asked> messages = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CountDownLatch streamEnded = new CountDownLatch(1);
  private final HttpServer server;
  private final Script script;

  FakeSseServer(Script script) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.createContext("/.well-known/", FakeSseServer::noMetadata);
    server.start();
  }

  private static void noMetadata(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      asked.add(exchange.getRequestMethod() + " " + path);
      if (exchange.getRequestMethod().equals("GET") && path.equals("/sse")) {
        stream(exchange);
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (path.equals("/sse")) {
        exchange.sendResponseHeaders(script.refusal(), -1);
        return;
      }
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      Asked message = new Asked(exchange.getRequestMethod(), path, headers, body);
      messages.add(message);
      exchange.sendResponseHeaders(script.acknowledgement(), -1);
      events.add(script.answer(message));
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    var kind = script.stream();
    exchange.getResponseHeaders().add("Content-Type", kind.getValue());
    exchange.sendResponseHeaders(kind.getKey(), 0);
    OutputStream out = exchange.getResponseBody();
    try {
      String next = script.opening(base());
      while (!next.equals(END)) {
        out.write(next.getBytes(StandardCharsets.UTF_8));
        out.flush();
        // A comment now and then, to notice when the client has gone.
        String event = events.poll(20, TimeUnit.MILLISECONDS);
        next = event == null ? ": still here\n" : event;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streamEnded.countDown();
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  URI url() {
    return base().resolve("/sse");
  }

  /** Verbs and paths in the order asked. */
  List<String> asked() {
    return asked;
  }

  /** What was posted to the message URL. */
  List<Asked> messages() {
    return messages;
  }

  /** Waits until the stream is over, which only the client can end if the script does not. */
  boolean streamEnded() throws InterruptedException {
    return streamEnded.await(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
