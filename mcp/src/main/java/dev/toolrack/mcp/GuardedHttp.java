package dev.toolrack.mcp;

import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.LookupScope;
import dev.toolrack.mcp.egress.Refusal;
import dev.toolrack.mcp.egress.Tenant;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The one place where requests leave, on behalf of one tenant: each URL is checked by the guard
 * first, each address when its host is looked up for the connection ({@link LookupScope}), and each
 * request ends with its deadline.
 */
final class GuardedHttp implements AutoCloseable {
  /**
   * How much longer than the request's own timer we wait: that timer ends with the headers, but it
   * alone knows whether there was a connection.
   */
  private static final Duration GRACE = Duration.ofMillis(100);

  private final EgressGuard guard;
  private final Tenant tenant;
  private final HttpClient client;
  private final Limits limits;
  private final LookupScope scope;
  private final ExecutorService executor;
  private final Runnable onClose;
  private volatile @Nullable Future<?> underWay;
  private volatile boolean stopped;

  /** Made by {@link GuardedClients} only. */
  GuardedHttp(
      EgressGuard guard,
      Tenant tenant,
      HttpClient client,
      Limits limits,
      LookupScope scope,
      ExecutorService executor,
      Runnable onClose) {
    this.guard = guard;
    this.tenant = tenant;
    this.client = client;
    this.limits = limits;
    this.scope = scope;
    this.executor = executor;
    this.onClose = onClose;
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws Stopped if the guard refuses it or there is no answer in HTTP
   */
  <T> HttpResponse<T> send(HttpRequest.Builder builder, BodyHandler<T> handler, Deadline deadline)
      throws Stopped, InterruptedException {
    try {
      checkUrl(builder.build().uri());
      return attempt(builder, handler, deadline);
    } catch (ExecutionException e) {
      if (!closedUnderUs(e.getCause())) {
        throw new Stopped(reason(builder, e.getCause(), deadline));
      }
    }
    return sendOnce(builder, handler, deadline);
  }

  /** Like {@code send}, for what may change something on the server and so is never repeated. */
  <T> HttpResponse<T> sendOnce(
      HttpRequest.Builder builder, BodyHandler<T> handler, Deadline deadline)
      throws Stopped, InterruptedException {
    try {
      checkUrl(builder.build().uri());
      return attempt(builder, handler, deadline);
    } catch (ExecutionException e) {
      FailureReason reason = reason(builder, e.getCause(), deadline);
      throw hadNoConnection(e.getCause()) ? Stopped.unsent(reason) : new Stopped(reason);
    }
  }

  private <T> HttpResponse<T> attempt(
      HttpRequest.Builder builder, BodyHandler<T> handler, Deadline deadline)
      throws Stopped, ExecutionException, InterruptedException {
    Duration left = deadline.left();
    HttpRequest request = builder.timeout(headersWithin(left)).build();
    try {
      // The client looks names up in the thread that calls it: not in ours, which has a deadline.
      return await(() -> scope.call(() -> whole(request, handler)), left.plus(GRACE));
    } catch (RejectedExecutionException e) {
      throw Stopped.unsent(FailureReason.UNREACHABLE);
    } catch (TimeoutException | CancellationException e) {
      throw new Stopped(FailureReason.TIMEOUT);
    }
  }

  /** Sends; whoever interrupts ends the exchange, not just the waiting for it. */
  private <T> HttpResponse<T> whole(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      answer.cancel(true);
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
    stopIf(guard.checkUrl(url, tenant));
  }

  private static void stopIf(Optional<Refusal> refusal) throws Stopped {
    if (refusal.isPresent()) {
      throw Stopped.unsent(reason(refusal.get()));
    }
  }

  private static FailureReason reason(Refusal refusal) {
    return switch (refusal) {
      case DESTINATION_FORBIDDEN -> FailureReason.DESTINATION_FORBIDDEN;
      case INSECURE_TRANSPORT -> FailureReason.INSECURE_TRANSPORT;
    };
  }

  /**
   * Ends what is under way, and whatever is still begun, as if the time were over; from another
   * thread.
   */
  void stop() {
    stopped = true;
    Future<?> work = underWay;
    if (work != null) {
      work.cancel(true);
    }
  }

  /** Waits; whatever ends the waiting early also ends the work. */
  private <T> T await(Callable<T> task, Duration time)
      throws ExecutionException, TimeoutException, InterruptedException {
    Future<T> work = executor.submit(task);
    underWay = work;
    if (stopped) {
      work.cancel(true);
    }
    try {
      return work.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      underWay = null;
      work.cancel(true);
    }
  }

  /**
   * Why there was no answer. The client does not say whether a name stood for nothing or for what
   * is forbidden, so that is asked once more; the verdict is the same for all names of one host.
   */
  private FailureReason reason(
      HttpRequest.Builder builder, @Nullable Throwable failure, Deadline deadline)
      throws InterruptedException {
    String host = builder.build().uri().getHost();
    if (!unresolved(failure) || guard.proxyFor(host).isPresent()) {
      return reason(failure);
    }
    try {
      return await(() -> scope.refusal(host), deadline.left())
          .map(GuardedHttp::reason)
          .orElse(reason(failure));
    } catch (TimeoutException
        | CancellationException
        | ExecutionException
        | RejectedExecutionException
        | Stopped e) {
      return reason(failure);
    }
  }

  /** Whether the failure was one of finding or connecting to the server. */
  private static boolean hadNoConnection(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConnectException || t instanceof HttpConnectTimeoutException) {
        return true;
      }
    }
    return unresolved(failure);
  }

  private static boolean unresolved(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private static FailureReason reason(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      switch (t) {
        case InterruptedException e -> {
          // Everything is being closed.
          return FailureReason.UNREACHABLE;
        }
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

  /** Says that there will be no further request. */
  @Override
  public void close() {
    onClose.run();
  }
}
