package dev.toolrack.core.token;

import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.crds.CredentialReach;
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
 * @param login what is known of the login that it began with; empty = there was none
 */
public record TokenFacts(
    String uid,
    String resourceVersion,
    String identity,
    Optional<SecretVersion> client,
    Optional<Instant> expires,
    List<String> scopes,
    Optional<Login> login) {
  /** Takes a copy. */
  public TokenFacts {
    scopes = List.copyOf(scopes);
  }

  /**
   * What a person's login left behind.
   *
   * @param handOver UID of the Secret that it came in, or that a later one came in which was of no
   *     use
   * @param reach how far copies of the token may travel, as the person said
   * @param sendTo where it may be sent, as the person said
   * @param renews whether the access token can be refreshed
   * @param account who logged in; may be empty
   * @param refused why what was handed over last is of no use; empty if it is of use
   */
  public record Login(
      String handOver,
      CredentialReach reach,
      String sendTo,
      boolean renews,
      String account,
      Optional<String> refused) {}

  /** Whether another access token can be had without a person. */
  public boolean renews() {
    return login.isEmpty() || login.get().renews();
  }

  /** Whether it was obtained for that plan, with whichever version of the client's Secret. */
  public boolean isFor(TokenPlan plan) {
    return identity.equals(plan.identity());
  }

  /** Whether it was obtained with the client as it is in its Secret now. */
  public boolean isOfClient(TokenPlan plan) {
    return plan.client().isEmpty() || client.equals(plan.client());
  }

  /** Whether it came with that Secret. */
  public boolean isOf(SecretVersion handOver) {
    return login.filter(l -> l.handOver().equals(handOver.uid())).isPresent();
  }

  /** Whether it is over. */
  public boolean isOver(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }
}
