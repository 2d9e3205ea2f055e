package dev.toolrack.core.token;

import dev.toolrack.core.token.TokenPlan.ClientSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What may be known of a token Secret without its values.
 *
 * @param uid of the Secret
 * @param resourceVersion of the Secret
 * @param identity of the plan that it was obtained for
 * @param client the Secret whose client obtained it
 * @param expires when the access token ends; empty if the authorization server did not say
 * @param scopes what was granted, where the authorization server said
 */
public record TokenFacts(
    String uid,
    String resourceVersion,
    String identity,
    Optional<ClientSecret> client,
    Optional<Instant> expires,
    List<String> scopes) {
  /** Takes a copy. */
  public TokenFacts {
    scopes = List.copyOf(scopes);
  }

  /** Whether it was obtained for that plan, with whichever version of the client's Secret. */
  public boolean isFor(TokenPlan plan) {
    return identity.equals(plan.identity());
  }

  /** Whether it was obtained with the client as it is in its Secret now. */
  public boolean isOfClient(TokenPlan plan) {
    return client.filter(plan.client()::equals).isPresent();
  }

  /** Whether it is over. */
  public boolean isOver(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }
}
