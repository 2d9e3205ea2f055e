package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.integration.TrustedBundle;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.mcp.ServerVerifier;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.operator.shell.turns.Turns;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes schedules of verifications.
 *
 * @param verifier asks the servers
 * @param turns limits how many are asked at the same time
 * @param retry first pause after a failure
 * @param confirm pause before a refusal is confirmed
 * @param meter told of every verification
 */
public record Schedules(
    ServerVerifier verifier,
    Turns turns,
    Duration retry,
    Duration confirm,
    VerificationMeter meter) {

  /** Hands out what a verification needs at the last moment, secret values first of all. */
  @FunctionalInterface
  public interface CredentialValues {

    /** The value, if the Secret is still the one of the slot and may be sent there. */
    Optional<String> of(String namespace, CredentialSlot slot, HttpUrl destination);

    /** The certificate authorities to trust, if they are still those that were decided about. */
    default Optional<TrustBundle> bundle(String namespace, TrustedBundle trust) {
      return Optional.empty();
    }

    /** On whose behalf the plan's server is asked, as the labels of namespaces say by now. */
    default Requester requester(VerificationPlan plan) {
      return Requester.stranger(plan.connectorNamespace());
    }
  }

  /** A schedule that begins to work with the first plan. */
  public VerificationSchedule make(CredentialValues values, VerificationListener listener) {
    return new VerificationSchedule(
        new Probe(verifier, values), pace(), turns, listener, meter, System::nanoTime);
  }

  /**
   * Rounds of other questions under the same limits.
   *
   * @param onNews told of every thing with another answer than before
   */
  public <K, P, R> Rounds<K, P, R> rounds(Rounds.Asking<K, P, R> asking, Consumer<K> onNews) {
    return new Rounds<>(turns, pace(), asking, onNews);
  }

  private Pace pace() {
    // Asked on every call: the generator of one thread may not be used by another.
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    return new Pace(retry, confirm, random);
  }
}
