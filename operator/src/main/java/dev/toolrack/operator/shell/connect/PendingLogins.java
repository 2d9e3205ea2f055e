package dev.toolrack.operator.shell.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.operator.shell.apply.ConnectSecrets;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Logins that somebody has begun, remembered in the API server: any replica may end them. */
final class PendingLogins {
  private static final String KEY = "record.json";
  private static final int TRIES = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final ConnectSecrets secrets;

  PendingLogins(KubernetesClient client, ConnectSecrets secrets) {
    this.client = client;
    this.secrets = secrets;
  }

  /** One that was begun, and the version that says so. */
  record Found(Secret secret, PendingRecord record) {}

  /** What became of a wish to remember, or to hand over. */
  enum Result {
    DONE,
    /** Somebody else's Secret has the name. */
    NAME_TAKEN,
    /** A login waits for the operator to take it over. */
    HANDED_OVER,
    /** Others write the same just now. */
    OVERTAKEN,
    /** Nobody answered, so it may be there, or come to be there. */
    UNKNOWN
  }

  /** What is remembered for an integration. */
  Optional<Found> find(IntegrationRef ref, String uid) {
    return secrets.live(ref).filter(secret -> isPending(secret, uid)).flatMap(PendingLogins::read);
  }

  private static boolean isPending(Secret secret, String uid) {
    return ConnectSecrets.isOf(secret, uid)
        && !ConnectSecrets.isHandOver(secret)
        && secret.getMetadata().getDeletionTimestamp() == null;
  }

  /** Remembers a login, in the place of one that was begun before. */
  Result remember(IntegrationRef ref, String uid, PendingRecord record) {
    var content =
        new Content(
            Map.of(Api.CONNECT_UNTIL_ANNOTATION, record.until()), Map.of(KEY, written(record)));
    return write(ref, uid, content, _ -> false);
  }

  /**
   * Hands a login over to the operator. A write whose answer is lost may have been made, and is
   * looked for: its tokens must not be taken back once the operator can have them.
   *
   * @throws KubernetesClientException if it is certain that nothing was written
   */
  Result handOver(IntegrationRef ref, String uid, Content given) {
    String nonce = Secrecy.random();
    var annotations = new HashMap<>(given.annotations());
    annotations.put(Api.CONNECT_NONCE_ANNOTATION, nonce);
    var marked = new Content(annotations, given.data());
    // If nobody answers now, nothing was written.
    var _ = secrets.live(ref);
    try {
      Result result = write(ref, uid, marked, secret -> ConnectSecrets.isMarked(secret, nonce));
      // One that was lost may be with the operator already, and somebody else's in its place.
      return result == Result.DONE || !secrets.isTaken(ref, uid, marked) ? result : Result.DONE;
    } catch (KubernetesClientException e) {
      if (isThere(ref, uid, marked, nonce)) {
        return Result.DONE;
      }
      if (isRefusal(e)) {
        throw e;
      }
      return Result.UNKNOWN;
    }
  }

  /** Whether the API server has said no, and did nothing. */
  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() >= 400 && e.getCode() < 500 && e.getCode() != 408 && e.getCode() != 429;
  }

  /** The operator writes what it takes over before it deletes the hand-over: so in this order. */
  private boolean isThere(IntegrationRef ref, String uid, Content given, String nonce) {
    try {
      return secrets
              .live(ref)
              .filter(secret -> ConnectSecrets.isOf(secret, uid))
              .filter(secret -> ConnectSecrets.isMarked(secret, nonce))
              .isPresent()
          || secrets.isTaken(ref, uid, given);
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private Result write(
      IntegrationRef ref, String uid, Content content, Predicate<Secret> isWritten) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Secret> live = secrets.live(ref);
      if (live.filter(isWritten).isPresent()) {
        return Result.DONE;
      }
      if (live.filter(secret -> !ConnectSecrets.isOf(secret, uid)).isPresent()) {
        return Result.NAME_TAKEN;
      }
      if (live.filter(ConnectSecrets::isHandOver).isPresent() || commandHandsOver(ref)) {
        return Result.HANDED_OVER;
      }
      if (secrets.write(ref, uid, content, live)) {
        return Result.DONE;
      }
    }
    return Result.OVERTAKEN;
  }

  /**
   * What the command hands over is deleted by the command; two at once would displace each other.
   */
  private boolean commandHandsOver(IntegrationRef ref) {
    return client
            .secrets()
            .inNamespace(ref.namespace())
            .withName(TokenPlan.handOverName(ref.name()))
            .get()
        != null;
  }

  /** Forgets one; of all who try, one is told that it did. */
  boolean consume(Found found) {
    return secrets.remove(found.secret());
  }

  private static String written(PendingRecord record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      // Its message would show what is in it.
      throw new IllegalStateException("a record cannot be written");
    }
  }

  private static Optional<Found> read(Secret secret) {
    String text =
        Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
            .getOrDefault(KEY, "");
    try {
      var record =
          JSON.readValue(
              new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8),
              PendingRecord.class);
      return Optional.of(new Found(secret, record));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Of another version: as good as none.
      return Optional.empty();
    }
  }
}
