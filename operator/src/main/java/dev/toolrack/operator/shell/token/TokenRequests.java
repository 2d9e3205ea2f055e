package dev.toolrack.operator.shell.token;

import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import java.time.Duration;
import java.util.Optional;

/** Obtains a token and puts it where it is kept, before anybody uses it. */
@FunctionalInterface
public interface TokenRequests {

  /**
   * Asks for a token; blocks until there is an answer and the token is stored.
   *
   * @param uid of the integration
   */
  Answer ask(IntegrationRef ref, String uid, TokenPlan plan) throws InterruptedException;

  /** How a request ended. */
  sealed interface Answer {

    /**
     * There is a token, and it is stored.
     *
     * @param lifetime of the token from now on; empty if nobody said
     */
    record Stored(TokenFacts facts, Optional<Duration> lifetime) implements Answer {}

    /**
     * There is none.
     *
     * @param detail what is wrong and what to do, a sentence of ours
     */
    record Failed(Reason reason, String detail) implements Answer {}

    /** The client's Secret changed since the plan was made; there will be another plan. */
    record Outdated() implements Answer {}
  }
}
