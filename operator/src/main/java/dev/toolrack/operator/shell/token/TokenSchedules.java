package dev.toolrack.operator.shell.token;

import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.operator.shell.apply.TokenStore;
import dev.toolrack.operator.shell.token.TokenAsking.Backing;
import dev.toolrack.operator.shell.turns.Turns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes schedules of requests for tokens.
 *
 * @param oauth asks the authorization servers
 * @param turns limits how many are asked at the same time
 * @param retry first pause after a failure
 * @param meter told of every request
 * @param leads whether this replica works
 * @param clock for the ends of tokens
 */
public record TokenSchedules(
    OAuthClient oauth,
    Turns turns,
    Duration retry,
    TokenMeter meter,
    BooleanSupplier leads,
    InstantSource clock) {

  /** Asks for tokens; to be closed. */
  public TokenAsking asking(Backing backing, TokenStore store) {
    return new TokenAsking(oauth, backing, store, leads, clock);
  }

  /**
   * A schedule that begins to work with the first plan.
   *
   * @param onNews told of every integration whose token is new or cannot be had
   */
  public TokenSchedule make(TokenRequests requests, Consumer<IntegrationRef> onNews) {
    // Asked on every call: the generator of one thread may not be used by another.
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    return new TokenSchedule(turns, new TokenPace(retry, random), requests, meter, clock, onNews);
  }
}
