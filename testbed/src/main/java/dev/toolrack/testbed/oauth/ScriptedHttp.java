package dev.toolrack.testbed.oauth;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.toolrack.testbed.LoopbackHttp;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A port that can be closed and opened again. */
final class ScriptedHttp {
  private final @Nullable SSLContext tls;
  private final int port;
  private ExecutorService threads;
  private HttpServer http;
  private @Nullable HttpHandler handler;
  private boolean running;

  private ScriptedHttp(@Nullable SSLContext tls) {
    this.tls = tls;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.http = LoopbackHttp.bind(0, tls);
    this.port = http.getAddress().getPort();
  }

  static ScriptedHttp bind(@Nullable SSLContext tls) {
    return new ScriptedHttp(tls);
  }

  int port() {
    return port;
  }

  synchronized void start(HttpHandler first) {
    handler = first;
    serve(first);
  }

  /** Ends all exchanges. */
  synchronized void stop() {
    if (running) {
      running = false;
      http.stop(0);
      threads.shutdownNow();
    }
  }

  synchronized void startAgain() {
    stop();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    http = LoopbackHttp.bind(port, tls);
    if (handler != null) {
      serve(handler);
    }
  }

  private void serve(HttpHandler what) {
    http.setExecutor(threads);
    http.createContext("/", what);
    http.start();
    running = true;
  }
}
