package dev.toolrack.testbed.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.toolrack.testbed.LoopbackHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where browsers come back to: a listener on a port of its own, as a command-line client has. */
final class Redirects implements AutoCloseable {
  private final HttpServer http = LoopbackHttp.bind(0, null);
  private final BlockingQueue<OauthForm> arrived = new LinkedBlockingQueue<>();

  Redirects() {
    http.createContext("/callback", this::handle);
    http.createContext("/closed", exchange -> page(exchange, "frame-ancestors 'none'"));
    http.createContext("/open", exchange -> page(exchange, "default-src 'self'"));
    http.start();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
  }

  /** The parameters of whoever came back first. */
  OauthForm next() throws InterruptedException {
    var parameters = arrived.poll(60, TimeUnit.SECONDS);
    if (parameters == null) {
      throw new AssertionError("nobody came back");
    }
    return parameters;
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    arrived.add(OauthForm.parse(exchange.getRequestURI().getRawQuery()));
    exchange.getResponseHeaders().add("Set-Cookie", "seen=yes; HttpOnly; SameSite=Lax; Path=/");
    page(exchange, "default-src 'none'");
  }

  private static void page(HttpExchange exchange, String policy) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Content-Security-Policy", policy);
      var html = "<!doctype html><title>Back</title><p>You are back.</p>";
      var bytes = html.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
