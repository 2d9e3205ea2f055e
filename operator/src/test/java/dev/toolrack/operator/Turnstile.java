package dev.toolrack.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.toolrack.testbed.LoopbackHttp;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where {@linkplain Replica replicas} come by before and after every write of a token Secret. The
 * test lets one of them stay there, which it then kills at exactly that point.
 */
final class Turnstile implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http = LoopbackHttp.bind(0, null);
  private final AtomicReference<@Nullable Stop> planned = new AtomicReference<>();

  Turnstile() {
    http.setExecutor(threads);
    http.createContext("/", this::pass);
    http.start();
  }

  /** On which side of a write. */
  enum Side {
    BEFORE,
    AFTER
  }

  /**
   * The next one who comes by on a side stays there.
   *
   * @param secret whose write it is, as soon as somebody is there
   * @param until the one who stays may leave
   */
  record Stop(Side side, CompletableFuture<String> secret, CountDownLatch until) {}

  /** Lets the next one who comes by on a side stay there. */
  Stop stop(Side side) {
    var stop = new Stop(side, new CompletableFuture<>(), new CountDownLatch(1));
    planned.set(stop);
    return stop;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
      Stop stop = planned.get();
      if (stop != null && stop.side().name().equals(path[0]) && planned.compareAndSet(stop, null)) {
        stop.secret().complete(path[1]);
        stop.until().await();
      }
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_NO_CONTENT, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How a replica comes by. */
  record Passing(URI turnstile) implements Interceptor {
    private static final Pattern TOKEN_SECRET = Pattern.compile(".*/secrets/([^/?]+-token)$");

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      comeBy(Side.BEFORE, request);
    }

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      if (response.isSuccessful()) {
        comeBy(Side.AFTER, request);
      }
    }

    private void comeBy(Side side, HttpRequest request) {
      Matcher secret = TOKEN_SECRET.matcher(request.uri().getPath());
      boolean rehearsed = String.valueOf(request.uri().getQuery()).contains("dryRun");
      if (!request.method().equals("PUT") || !secret.matches() || rehearsed) {
        return;
      }
      try {
        URI place = turnstile.resolve("/" + side + "/" + secret.group(1));
        var passed = (HttpURLConnection) place.toURL().openConnection();
        passed.getResponseCode();
        passed.disconnect();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
