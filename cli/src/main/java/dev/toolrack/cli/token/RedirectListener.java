package dev.toolrack.cli.token;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where the browser comes back to after a login: on this machine only (RFC 8252 section 7.3). */
public final class RedirectListener implements AutoCloseable {
  private static final String PATH = "/callback";
  private static final byte[] PAGE =
      "<!doctype html><title>Toolrack</title><p>Done here. Go back to the command line."
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
  private volatile String expected = "";

  private RedirectListener(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param port 0 = any free one
   */
  public static RedirectListener open(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    RedirectListener listener = new RedirectListener(server);
    server.createContext("/", listener::handle);
    server.start();
    return listener;
  }

  /** The redirect URI. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  /** Expects an answer from now on. Others, which any page could send here, do not count. */
  public void expect(String state) {
    answers.clear();
    expected = "state=" + state;
  }

  /**
   * Waits for the answer expected.
   *
   * @return what followed the question mark; empty if nobody came in time
   */
  public Optional<String> await(Duration time) throws InterruptedException {
    return Optional.ofNullable(answers.poll(time.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getRawQuery();
      boolean ours =
          exchange.getRequestMethod().equals("GET")
              && exchange.getRequestURI().getPath().equals(PATH)
              && query != null
              && !expected.isEmpty()
              && Arrays.asList(query.split("&", -1)).contains(expected);
      if (!ours) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      // Sent before the command goes on, which may end and close this.
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
      exchange.sendResponseHeaders(200, PAGE.length);
      exchange.getResponseBody().write(PAGE);
      exchange.getResponseBody().close();
      expected = "";
      answers.offer(query);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
