package dev.toolrack.mcp;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a sink and stops reading as soon as the sink has enough or the limit is passed. Stopping
 * cancels the subscription, upon which the JDK closes the connection: nothing more is received. The
 * JDK keeps this object for as long as the connection, so that what was read is let go of.
 */
final class BoundedBody implements BodySubscriber<Body> {
  private @Nullable BodySink sink;
  private final ByteBudget budget;
  private final Body whenOver;
  private final boolean wantsNothing;
  private final CompletableFuture<Body> result = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  private BoundedBody(BodySink sink, ByteBudget budget, Body whenOver, boolean wantsNothing) {
    this.sink = sink;
    this.budget = budget;
    this.whenOver = whenOver;
    this.wantsNothing = wantsNothing;
  }

  /** Reads at most what the budget has left, and says {@code whenOver} if that was not enough. */
  static BoundedBody reading(BodySink sink, ByteBudget budget, Body whenOver) {
    return new BoundedBody(sink, budget, whenOver, false);
  }

  /** Does not wait for a single byte: the headers said all that matters. */
  static BoundedBody unread() {
    return new BoundedBody(BodySink.drain(), new ByteBudget(0), Body.NONE, true);
  }

  @Override
  public CompletionStage<Body> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (wantsNothing) {
      stop(Body.NONE);
    } else {
      newSubscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      BodySink open = sink;
      if (open == null) {
        return;
      }
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      if (!budget.take(bytes.length)) {
        stop(whenOver);
      } else if (open.accept(bytes)) {
        stop(open.end());
      }
    }
    next();
  }

  /** Asks for one portion at a time: what is not asked for stays with the server. */
  private void next() {
    Flow.Subscription open = subscription;
    if (open != null && sink != null) {
      budget.next(() -> open.request(1));
    }
  }

  @Override
  public void onError(Throwable failure) {
    sink = null;
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    BodySink open = sink;
    if (open != null) {
      sink = null;
      result.complete(open.end());
    }
  }

  private void stop(Body body) {
    sink = null;
    result.complete(body);
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
