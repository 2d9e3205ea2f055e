package dev.toolrack.mcp;

import java.time.Duration;
import java.util.Optional;

/** The dialogue with a server of 2026-07-28 and later: each request stands alone. */
final class StatelessDialogue {
  private final Exchange exchange;
  private final Messages messages;
  private final Limits limits;

  StatelessDialogue(Exchange exchange, Messages messages, Limits limits) {
    this.exchange = exchange;
    this.messages = messages;
    this.limits = limits;
  }

  /**
   * Verifies the server, unless it turns out to be of an earlier era.
   *
   * @return empty if it is
   */
  Optional<Verified> verify() throws Stopped, InterruptedException {
    String newest = Revisions.STATELESS.getFirst();
    EraVerdict verdict = EraVerdict.of(exchange.call(messages.discover(newest)));
    if (verdict instanceof EraVerdict.Retry retry) {
      verdict = EraVerdict.of(exchange.call(messages.discover(retry.version())));
    }
    return switch (verdict) {
      case EraVerdict.Stateless stateless -> Optional.of(introduced(stateless));
      case EraVerdict.PerhapsStateless perhaps -> notIntroduced(newest);
      case EraVerdict.Earlier earlier -> Optional.empty();
      case EraVerdict.Malformed malformed -> throw StrictJson.malformed();
      // A second refusal of a revision that the server itself asked for.
      case EraVerdict.Retry again -> throw new Stopped(FailureReason.UNSUPPORTED_PROTOCOL);
      case EraVerdict.Unsupported unsupported ->
          throw new Stopped(FailureReason.UNSUPPORTED_PROTOCOL);
    };
  }

  private Verified introduced(EraVerdict.Stateless server) throws Stopped, InterruptedException {
    RpcResult introduction = server.introduction();
    Reply first = exchange.call(messages.listTools(server.version(), null));
    return verified(server.version(), introduction, first);
  }

  private Optional<Verified> notIntroduced(String version) throws Stopped, InterruptedException {
    Reply first = exchange.call(messages.listTools(version, null));
    Optional<RpcResult> result = first.result().filter(page -> page.resultType() != null);
    return result.isPresent()
        ? Optional.of(verified(version, result.get(), first))
        : Optional.empty();
  }

  private Verified verified(String version, RpcResult introduction, Reply first)
      throws Stopped, InterruptedException {
    var tools =
        ToolListing.collect(
            first,
            introduction.declaresTools(),
            cursor -> exchange.call(messages.listTools(version, cursor)),
            limits);
    return new Verified(
        introduction.facts(version, Era.STATELESS, Transport.STREAMABLE_HTTP),
        tools,
        Optional.empty(),
        Duration.ZERO);
  }
}
