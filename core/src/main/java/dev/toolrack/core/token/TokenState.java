package dev.toolrack.core.token;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import java.util.Optional;

/**
 * What is known of an integration's token.
 *
 * @param kept the token Secret
 * @param handOver the Secret that the latest login came in, while it is there
 * @param failure why the latest request for a token failed; empty if it did not
 */
public record TokenState(
    Lookup<TokenFacts> kept, Optional<SecretVersion> handOver, Optional<Failure> failure) {
  /** There is none, and none was asked for. */
  public static final TokenState NONE =
      new TokenState(Lookup.absent(), Optional.empty(), Optional.empty());

  /**
   * A request that was in vain.
   *
   * @param plan what was asked for
   * @param reason why
   * @param detail what exactly, a sentence of ours
   */
  public record Failure(TokenPlan plan, Reason reason, String detail) {
    /** What messages begin with where there was a token. */
    public static final String EXPIRED = "The access token has expired. ";

    /**
     * What the message of a condition tells.
     *
     * @param plan what was asked for
     */
    public static Failure told(TokenPlan plan, Reason reason, String message) {
      return new Failure(
          plan,
          reason,
          message.startsWith(EXPIRED) ? message.substring(EXPIRED.length()) : message);
    }
  }
}
