package dev.toolrack.operator.shell.token;

import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import java.time.Instant;
import java.util.Optional;

/** What is wrong with the token that is there. */
enum Lack {
  NOTHING,
  /** There is none, or one that was obtained for something else, or is over. */
  TOKEN,
  /** It was obtained with another version of the client's Secret. */
  CLIENT,
  /** The MCP server rejects it. */
  FAVOUR,
  /** Somebody has logged in, or out. */
  LOGIN;

  /**
   * What lacks and can be asked for.
   *
   * @param renewed whether one was renewed for the MCP server's favour already
   */
  static Lack of(TokenPlan plan, Optional<TokenFacts> token, boolean renewed, Instant now) {
    if (isGiven(plan, token)) {
      return LOGIN;
    }
    if (plan.login().isPresent() && token.filter(TokenFacts::renews).isEmpty()) {
      // It is good until it ends, and then only a person can do something about it.
      return NOTHING;
    }
    if (token.isEmpty() || !token.get().isFor(plan) || token.get().isOver(now)) {
      return TOKEN;
    }
    if (!token.get().isOfClient(plan)) {
      return CLIENT;
    }
    boolean rejected = plan.rejected().filter(token.get().resourceVersion()::equals).isPresent();
    return rejected && !renewed ? FAVOUR : NOTHING;
  }

  /** Only a person can do something about it: there is no login, or one for other settings. */
  static boolean waitsForSomebody(TokenPlan plan, Optional<TokenFacts> token) {
    return plan.login().isPresent()
        && token.filter(t -> t.isFor(plan)).isEmpty()
        && !isGiven(plan, token);
  }

  /** Whether somebody has logged in, or out, and that was not taken over yet. */
  private static boolean isGiven(TokenPlan plan, Optional<TokenFacts> token) {
    return plan.handOver().filter(login -> token.filter(t -> t.isOf(login)).isEmpty()).isPresent();
  }
}
