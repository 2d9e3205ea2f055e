package dev.toolrack.mcp;

import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The one place where requests leave: each is checked by the guard first and ends with its
 * deadline.
 *
 * <p>Host names are looked up before each request and every address is checked. The JDK keeps a
 * positive answer for 30 seconds, so the client uses what was checked, but for a look-up that ends
 * exactly between the two; closing that gap takes a resolver of our own.
 */
final class GuardedHttp implements AutoCloseable {
  /**
   * How much longer than the request's own timer we wait: that timer ends with the headers, but it
   * alone knows whether there was a connection.
   */
  private static final Duration GRACE = Duration.ofMillis(100);

  private final EgressGuard guard;
  private final HostResolver resolver;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;
  private final Limits limits;

  GuardedHttp(EgressGuard guard, HostResolver resolver, Limits limits) {
    this.limits = limits;
    this.guard = guard;
    this.resolver = resolver;
    IdleConnections.closeSoon();
    this.client =
        HttpClient.newBuilder()
            .executor(executor)
            .connectTimeout(limits.connect())
            // The upgrade offer of h2c confuses servers, and nothing here needs streams in
            // parallel.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            // Otherwise system properties choose one.
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws Stopped if the guard refuses it or there is no answer in HTTP
   */
  <T> HttpResponse<T> send(HttpRequest.Builder builder, BodyHandler<T> handler, Deadline deadline)
      throws Stopped, InterruptedException {
    URI url = builder.build().uri();
    try {
      check(url, deadline);
      return attempt(builder, handler, deadline);
    } catch (ExecutionException e) {
      if (!closedUnderUs(e.getCause())) {
        throw new Stopped(reason(e.getCause()));
      }
    }
    return sendOnce(builder, handler, deadline);
  }

  /** Like {@code send}, for what may change something on the server and so is never repeated. */
  <T> HttpResponse<T> sendOnce(
      HttpRequest.Builder builder, BodyHandler<T> handler, Deadline deadline)
      throws Stopped, InterruptedException {
    try {
      check(builder.build().uri(), deadline);
      return attempt(builder, handler, deadline);
    } catch (ExecutionException e) {
      throw new Stopped(reason(e.getCause()));
    }
  }

  private <T> HttpResponse<T> attempt(
      HttpRequest.Builder builder, BodyHandler<T> handler, Deadline deadline)
      throws Stopped, ExecutionException, InterruptedException {
    Duration left = deadline.left();
    var answer = client.sendAsync(builder.timeout(headersWithin(left)).build(), handler);
    try {
      return await(answer, left.plus(GRACE));
    } catch (TimeoutException e) {
      throw new Stopped(FailureReason.TIMEOUT);
    }
  }

  /** This timer includes connecting and ends with the headers. */
  private Duration headersWithin(Duration left) {
    Duration most = limits.connect().plus(limits.headers());
    return left.compareTo(most) < 0 ? left : most;
  }

  /**
   * A server may close a kept connection just as it is used again, and the JDK does not repeat a
   * POST. Ours change nothing on the server, so that one repetition is safe.
   */
  private static boolean closedUnderUs(@Nullable Throwable failure) {
    return failure instanceof IOException
        && reason(failure) == FailureReason.UNREACHABLE
        && !(failure instanceof ConnectException)
        && !(failure instanceof HttpTimeoutException);
  }

  /** Asks the guard about a URL alone: the JDK has no request for some that it refuses. */
  void checkUrl(URI url) throws Stopped {
    stopIf(guard.checkUrl(url));
  }

  private void check(URI url, Deadline deadline) throws Stopped, InterruptedException {
    checkUrl(url);
    String host = url.getHost();
    try {
      Future<InetAddress[]> lookup = executor.submit(() -> resolver.resolve(host));
      for (InetAddress address : await(lookup, deadline.left())) {
        stopIf(guard.checkAddress(host, address));
      }
    } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
      throw new Stopped(FailureReason.UNREACHABLE);
    }
  }

  private static void stopIf(Optional<Refusal> refusal) throws Stopped {
    if (refusal.isPresent()) {
      throw new Stopped(
          switch (refusal.get()) {
            case DESTINATION_FORBIDDEN -> FailureReason.DESTINATION_FORBIDDEN;
            case INSECURE_TRANSPORT -> FailureReason.INSECURE_TRANSPORT;
          });
    }
  }

  /** Waits; whatever ends the waiting early also ends the work. */
  private static <T> T await(Future<T> work, Duration time)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return work.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      work.cancel(true);
    }
  }

  private static FailureReason reason(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      switch (t) {
        case SSLException e -> {
          return FailureReason.TLS_FAILED;
        }
        case HttpConnectTimeoutException e -> {
          return FailureReason.UNREACHABLE;
        }
        case HttpTimeoutException e -> {
          return FailureReason.TIMEOUT;
        }
        case ProtocolException e -> {
          return FailureReason.MALFORMED_ANSWER;
        }
        case ConnectException e -> {
          return FailureReason.UNREACHABLE;
        }
        case UnknownHostException e -> {
          return FailureReason.UNREACHABLE;
        }
        default -> {}
      }
    }
    // What is neither is thrown by the client's own parsing of status line and headers.
    return failure instanceof IOException
        ? FailureReason.UNREACHABLE
        : FailureReason.MALFORMED_ANSWER;
  }

  /** Ends everything under way. */
  @Override
  public void close() {
    client.shutdownNow();
    executor.shutdownNow();
  }
}
