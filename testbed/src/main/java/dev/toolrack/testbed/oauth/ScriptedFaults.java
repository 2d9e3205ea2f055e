package dev.toolrack.testbed.oauth;

import com.sun.net.httpserver.HttpExchange;
import dev.toolrack.testbed.Pause;
import dev.toolrack.testbed.TestbedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/** What is to go wrong, by endpoint, and how it does. */
final class ScriptedFaults {
  private final Map<OauthEndpoint, Queue<Planned>> planned = new EnumMap<>(OauthEndpoint.class);

  private static final class Planned {
    final Fault fault;
    int left;

    Planned(Fault fault, int left) {
      this.fault = fault;
      this.left = left;
    }
  }

  synchronized void plan(OauthEndpoint endpoint, int times, Fault fault) {
    planned.computeIfAbsent(endpoint, _ -> new ArrayDeque<>()).add(new Planned(fault, times));
  }

  synchronized void clear() {
    planned.clear();
  }

  /** The fault of the next request, if there is one. */
  synchronized Optional<Fault> next(OauthEndpoint endpoint) {
    var queue = planned.get(endpoint);
    while (queue != null && !queue.isEmpty()) {
      var first = queue.element();
      if (first.left-- > 0) {
        return Optional.of(first.fault);
      }
      queue.remove();
    }
    return Optional.empty();
  }

  /**
   * The answer instead of doing anything; empty if the request is to be worked on.
   *
   * @param refreshed the grant that the request would refresh; empty if there is none
   */
  static Optional<OauthReply> instead(Optional<Fault> fault, String refreshed) {
    return fault.flatMap(wrong ->
        switch (wrong) {
          case Fault.Status(var code, var headers) ->
              Optional.of(new OauthReply(code, headers, "", ""));
          case Fault.Body(var code, var type, var text) ->
              Optional.of(new OauthReply(code, Map.of("Content-Type", type), text, ""));
          case Fault.Refused(var error) -> Optional.of(new OauthRefusal(error).reply());
          case Fault.Dropped() -> Optional.of(OauthReply.none());
          case Fault.Unheard(var grant, var until) -> {
            grant.complete(refreshed);
            await(until);
            yield Optional.of(OauthReply.none());
          }
          case Fault.Lost(), Fault.Delayed(_), Fault.Held(_), Fault.Withheld(_, _) ->
              Optional.empty();
        });
  }

  /**
   * What leaves after the work, maybe later: nothing if the answer is lost.
   *
   * @param about the grant that the work was about; empty if there is none
   */
  static OauthReply after(Optional<Fault> fault, OauthReply reply, String about) {
    return switch (fault.orElse(null)) {
      case Fault.Delayed(var duration) -> {
        Pause.of(duration);
        yield reply;
      }
      case Fault.Held(var until) -> {
        await(until);
        yield reply;
      }
      case Fault.Withheld(var grant, var until) -> {
        grant.complete(about);
        await(until);
        yield OauthReply.none();
      }
      case Fault.Lost() -> OauthReply.none();
      case null, default -> reply;
    };
  }

  private static void await(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestbedException("The server closes.", e);
    }
  }

  /** Sends an answer; with status 0 the connection is closed without one. */
  static void send(HttpExchange exchange, OauthReply reply) throws IOException {
    if (reply.status() == 0) {
      exchange.close();
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
