package dev.toolrack.mcp;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The dialogue with a server of 2024-11-05: it answers on a stream that we open, whose first event
 * says where our messages go.
 */
final class SseDialogue {
  /** Longer addresses are refused by many servers and proxies. */
  private static final int MAX_ENDPOINT = 2048;

  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

  private final Exchange exchange;
  private final Messages messages;
  private final Limits limits;

  SseDialogue(Exchange exchange, Messages messages, Limits limits) {
    this.exchange = exchange;
    this.messages = messages;
    this.limits = limits;
  }

  /** Verifies a server that is said to speak this way. */
  Verified verify() throws Stopped, InterruptedException {
    try (ServerStream stream = exchange.listen()) {
      return verified(stream, stream.endpoint(exchange.deadline()));
    }
  }

  /**
   * Verifies a server that speaks no newer way, if it speaks this one.
   *
   * @param patience how long it may take to show that it does
   * @return empty if there is no such stream
   * @throws Stopped if there is one and the verification failed later, or if a credential is asked
   *     for
   */
  Optional<Verified> verifyIfSpoken(Duration patience) throws Stopped, InterruptedException {
    Optional<ServerStream> opened = exchange.listenIfOffered(patience);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (ServerStream stream = opened.get()) {
      String endpoint;
      try {
        endpoint = stream.endpoint(exchange.deadline().within(patience));
      } catch (Stopped e) {
        // Newer servers have such streams as well, with nothing in them.
        return Optional.empty();
      }
      return Optional.of(verified(stream, endpoint));
    }
  }

  private Verified verified(ServerStream stream, String endpoint)
      throws Stopped, InterruptedException {
    URI target = target(endpoint);
    var introduction = SessionDialogue.introduction(call(stream, target, messages.initialize()));
    String version = SessionDialogue.version(introduction);
    exchange.tell(target, messages.initialized(version, null));
    Reply first = call(stream, target, messages.listTools(version, null, null));
    return ToolListing.collect(
            first,
            introduction.declaresTools(),
            cursor -> call(stream, target, messages.listTools(version, null, cursor)),
            limits)
        .of(introduction.facts(version, Era.SSE, Transport.SSE));
  }

  private Reply call(ServerStream stream, URI target, Outgoing message)
      throws Stopped, InterruptedException {
    stream.expect(message.id());
    exchange.tell(target, message);
    return new Reply(200, NO_HEADERS, stream.answer(exchange.deadline()));
  }

  /**
   * Where messages go: on the server's own origin, since the headers that it gets are meant for
   * that server only (2024-11-05, and what later SDKs check).
   */
  private URI target(String endpoint) throws Stopped {
    URI target =
        ServerWords.url(endpoint, MAX_ENDPOINT)
            .map(exchange.url()::resolve)
            .orElseThrow(StrictJson::malformed);
    if (!Origin.same(exchange.url(), target) || target.getRawFragment() != null) {
      throw StrictJson.malformed();
    }
    if (!exchange.consents(target)) {
      throw new Stopped(FailureReason.SECRET_DESTINATION_FORBIDDEN);
    }
    return target;
  }
}
