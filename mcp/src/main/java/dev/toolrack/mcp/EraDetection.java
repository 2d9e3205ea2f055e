package dev.toolrack.mcp;

import java.time.Duration;
import java.util.Optional;

/**
 * Finds out which way of MCP a server speaks, newest first, and verifies it that way. Every
 * verification starts anew, so that a server which was updated is noticed.
 */
final class EraDetection {
  /**
   * How long a server may take to show that it is of 2024-11-05 once it refused everything newer:
   * the first event comes with the headers.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final StatelessDialogue stateless;
  private final SessionDialogue session;
  private final SseDialogue sse;

  EraDetection(Exchange exchange, Messages messages, Limits limits) {
    stateless = new StatelessDialogue(exchange, messages, limits);
    session = new SessionDialogue(exchange, messages, limits);
    sse = new SseDialogue(exchange, messages, limits);
  }

  /**
   * Verifies the server.
   *
   * @param transport the only one to use; empty = whichever the server speaks
   */
  Verified verify(Optional<Transport> transport) throws Stopped, InterruptedException {
    if (transport.equals(Optional.of(Transport.SSE))) {
      return sse.verify();
    }
    Optional<Verified> verified = stateless.verify();
    if (verified.isPresent()) {
      return verified.get();
    }
    Reply introduction = session.initialize();
    if (transport.isEmpty() && SessionDialogue.isForeign(introduction)) {
      verified = sse.verifyIfSpoken(PATIENCE);
      if (verified.isPresent()) {
        return verified.get();
      }
    }
    return session.verify(introduction);
  }
}
