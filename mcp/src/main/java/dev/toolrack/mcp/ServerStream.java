package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a 2024-11-05 server while it is open: where to send messages, then the answers to
 * them. Only what is waited for is kept, whatever else the server says passes by; all of it counts
 * against the verification's budget of bytes.
 */
final class ServerStream implements BodySubscriber<ServerStream>, AutoCloseable {
  private static final String ENDPOINT = "endpoint";

  private final JsonFactory json;
  private final Limits limits;
  private final ByteBudget budget;
  private final ByteBudget otherMessages;
  private volatile @Nullable EventStream events = new EventStream(this::event);
  private final CompletableFuture<String> endpoint = new CompletableFuture<>();

  // Written by the caller before it sends a request, read where events arrive.
  private volatile @Nullable Awaited awaited;

  private volatile @Nullable FailureReason ended;
  private volatile Flow.@Nullable Subscription subscription;

  /** The answer that is waited for. */
  private record Awaited(long id, CompletableFuture<RpcAnswer> answer) {}

  ServerStream(JsonFactory json, Limits limits, ByteBudget budget, ByteBudget otherMessages) {
    this.json = json;
    this.limits = limits;
    this.budget = budget;
    this.otherMessages = otherMessages;
  }

  /**
   * Waits for the first event, which says where messages go.
   *
   * @return its data, not looked at
   * @throws Stopped with MALFORMED_ANSWER if the stream begins with anything else
   */
  String endpoint(Deadline deadline) throws Stopped, InterruptedException {
    return await(endpoint, deadline);
  }

  /** Says which answer is waited for next; to be called before its request goes out. */
  void expect(long id) {
    Awaited next = new Awaited(id, new CompletableFuture<>());
    awaited = next;
    FailureReason reason = ended;
    if (reason != null) {
      next.answer().completeExceptionally(new Stopped(reason));
    }
  }

  /** Waits for the answer that was said to be expected. */
  RpcAnswer answer(Deadline deadline) throws Stopped, InterruptedException {
    Awaited expected = awaited;
    if (expected == null) {
      throw new IllegalStateException("no answer is expected");
    }
    return await(expected.answer(), deadline);
  }

  private static <T> T await(CompletableFuture<T> what, Deadline deadline)
      throws Stopped, InterruptedException {
    try {
      return what.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Stopped(FailureReason.TIMEOUT);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Stopped stopped ? stopped : StrictJson.malformed();
    }
  }

  /** Complete from the start: the response is there with its headers, the stream goes on. */
  @Override
  public CompletionStage<ServerStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (ended == null) {
      newSubscription.request(1);
    } else {
      newSubscription.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      EventStream open = events;
      if (open == null) {
        return;
      }
      if (!budget.take(bytes.length)) {
        end(FailureReason.ANSWER_TOO_LARGE);
      } else {
        open.accept(bytes);
      }
    }
    Flow.Subscription from = subscription;
    if (from != null && ended == null) {
      budget.next(() -> from.request(1));
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(FailureReason.UNREACHABLE);
  }

  /** A server that ends its stream leaves the answer out. */
  @Override
  public void onComplete() {
    end(FailureReason.MALFORMED_ANSWER);
  }

  /** Ends it for the sake of others. */
  void stop() {
    end(FailureReason.TIMEOUT);
  }

  /** Closes the connection. */
  @Override
  public void close() {
    end(FailureReason.UNREACHABLE);
    awaited = null;
  }

  private boolean event(String type, byte[] data) {
    if (!endpoint.isDone()) {
      if (type.equals(ENDPOINT)) {
        endpoint.complete(new String(data, StandardCharsets.UTF_8));
      } else {
        end(FailureReason.MALFORMED_ANSWER);
      }
      return false;
    }
    Awaited expected = awaited;
    if (expected != null && !expected.answer().isDone() && type.equals("message")) {
      try {
        RpcAnswer message = AnswerReader.read(json, data, limits.tools());
        if (message.answers(expected.id())) {
          expected.answer().complete(message);
        } else if (!otherMessages.take(1)) {
          end(FailureReason.TOO_MANY_MESSAGES);
        }
      } catch (Stopped e) {
        expected.answer().completeExceptionally(e);
      }
    }
    return false;
  }

  private void end(FailureReason reason) {
    if (ended == null) {
      ended = reason;
    }
    events = null;
    Flow.Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
    Stopped stopped = new Stopped(reason);
    endpoint.completeExceptionally(stopped);
    Awaited expected = awaited;
    if (expected != null) {
      expected.answer().completeExceptionally(stopped);
    }
  }
}
