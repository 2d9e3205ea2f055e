package dev.toolrack.operator.shell.apply;

import dev.toolrack.core.cluster.TokenReading;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps integrations' tokens, each in a Secret that the integration owns. Unlike outputs they
 * cannot be worked out again, so what is compared and replaced is always the live object.
 */
public final class TokenStore {
  private static final int TRIES = 4;

  private final KubernetesClient client;
  private final InformerEventSource<Secret, ?> cache;
  private final WriteCounter counter;
  private final WriteGate gate;
  private final Consumer<IntegrationRef> onSaved;

  /**
   * @param cache of the token Secrets, with their values
   * @param onSaved told of every integration whose token is another one: the watch is silent about
   *     what was written here, and whoever asked for the token may have stopped waiting
   */
  public TokenStore(
      KubernetesClient client,
      InformerEventSource<Secret, ?> cache,
      WriteCounter counter,
      WriteGate gate,
      Consumer<IntegrationRef> onSaved) {
    this.client = client;
    this.cache = cache;
    this.counter = counter;
    this.gate = gate;
    this.onSaved = onSaved;
  }

  /**
   * What is to be kept.
   *
   * @param annotations what may be known of it
   * @param data the values
   */
  public record Content(Map<String, String> annotations, Map<String, String> data) {
    /** Takes copies. */
    public Content {
      annotations = Map.copyOf(annotations);
      data = Map.copyOf(data);
    }

    /** Shows no value. */
    @Override
    public String toString() {
      return "Content[" + data.keySet() + "]";
    }
  }

  /** The API does not take a token Secret, or something else has its name. */
  public static final class NotStoredException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    private NotStoredException(int status, @Nullable Throwable cause) {
      super("a token Secret cannot be written", cause);
      this.status = status;
    }

    /** Whether an object that is not the integration's has the name. */
    public boolean taken() {
      return getCause() == null;
    }

    /** What the API said; 0 = it said nothing. */
    public int status() {
      return status;
    }
  }

  /** The token Secret of an integration as the cache has it, if it is the integration's. */
  public Optional<Secret> cached(IntegrationRef ref, String uid) {
    return cache
        .get(new ResourceID(TokenPlan.secretName(ref.name()), ref.namespace()))
        .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
        .filter(secret -> Ownership.of(secret, uid) == Ownership.OURS);
  }

  /**
   * The token Secret of an integration as it is in the cluster; empty if there is none.
   *
   * @throws NotStoredException if there could be none
   */
  public Optional<Secret> live(IntegrationRef ref, String uid) throws NotStoredException {
    try {
      return Optional.ofNullable(ours(ref, uid))
          .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null);
    } catch (KubernetesClientException e) {
      throw new NotStoredException(e.getCode(), e);
    }
  }

  /**
   * Finds out whether a token could be stored, without storing any.
   *
   * @param content as it would be stored
   * @param live what would be replaced
   * @throws NotStoredException if it could not be stored
   */
  public void rehearse(IntegrationRef ref, String uid, Content content, Optional<Secret> live)
      throws NotStoredException {
    gate.check();
    try {
      var desired = client.resource(desired(ref, uid, content)).dryRun();
      var _ = live.isPresent() ? desired.update() : desired.create();
    } catch (KubernetesClientException e) {
      // Some admission webhooks cannot rehearse (400), and what is there may have changed.
      if (e.getCode() != HttpURLConnection.HTTP_BAD_REQUEST
          && e.getCode() != HttpURLConnection.HTTP_CONFLICT
          && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw new NotStoredException(e.getCode(), e);
      }
    }
  }

  /**
   * Puts a token in the place of whatever token was there.
   *
   * @return what is kept now
   * @throws NotStoredException if it is not
   */
  public TokenFacts save(IntegrationRef ref, String uid, Content content)
      throws NotStoredException {
    return saveUnless(ref, uid, content, _ -> false).orElseThrow();
  }

  /**
   * The same, but leaves a token alone that came meanwhile.
   *
   * @param newer whether what is there now is such a one
   * @return what is kept now; empty = the newer one is
   * @throws NotStoredException if it is not
   */
  public Optional<TokenFacts> saveUnless(
      IntegrationRef ref, String uid, Content content, Predicate<Secret> newer)
      throws NotStoredException {
    for (int i = 1; ; i++) {
      try {
        Secret live = ours(ref, uid);
        if (live != null && newer.test(live)) {
          return Optional.empty();
        }
        gate.check();
        TokenFacts facts = TokenReading.facts(written(ref, uid, content, live));
        onSaved.accept(ref);
        return Optional.of(facts);
      } catch (KubernetesClientException e) {
        boolean changed =
            e.getCode() == HttpURLConnection.HTTP_CONFLICT
                || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
        if (!changed || i == TRIES) {
          throw new NotStoredException(e.getCode(), e);
        }
      }
    }
  }

  /** Deletes the token Secret if it is there and the integration's. */
  public void remove(McpIntegration integration) {
    var metadata = integration.getMetadata();
    var ref = new IntegrationRef(metadata.getNamespace(), metadata.getName());
    cached(ref, metadata.getUid())
        .ifPresent(secret -> {
          gate.check();
          try {
            client
                .resource(secret)
                .lockResourceVersion(secret.getMetadata().getResourceVersion())
                .delete();
            counter.wrote("delete", secret.getKind());
          } catch (KubernetesClientException e) {
            // It changed meanwhile: the watch tells, and it is looked at again.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
              throw e;
            }
          }
        });
  }

  private @Nullable Secret ours(IntegrationRef ref, String uid) throws NotStoredException {
    Secret live =
        client
            .secrets()
            .inNamespace(ref.namespace())
            .withName(TokenPlan.secretName(ref.name()))
            .get();
    if (live != null && Ownership.of(live, uid) == Ownership.FOREIGN) {
      throw new NotStoredException(HttpURLConnection.HTTP_CONFLICT, null);
    }
    return live;
  }

  private Secret written(IntegrationRef ref, String uid, Content content, @Nullable Secret live) {
    Secret desired = desired(ref, uid, content);
    var id = ResourceID.fromResource(desired);
    if (live == null) {
      Secret created = client.resource(desired).create();
      counter.wrote("create", desired.getKind());
      cache.handleRecentResourceCreate(id, created);
      return created;
    }
    if (OutputDigest.immutable(live)) {
      client.resource(live).lockResourceVersion(live.getMetadata().getResourceVersion()).delete();
      counter.wrote("delete", desired.getKind());
      return written(ref, uid, content, null);
    }
    desired.getMetadata().setResourceVersion(live.getMetadata().getResourceVersion());
    Secret updated = client.resource(desired).update();
    counter.wrote("update", desired.getKind());
    cache.handleRecentResourceUpdate(id, updated, live);
    return updated;
  }

  private static Secret desired(IntegrationRef ref, String uid, Content content) {
    var owner = new McpIntegration();
    owner.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(ref.namespace())
            .withName(ref.name())
            .withUid(uid)
            .build());
    var secret =
        new SecretBuilder()
            .withMetadata(
                Labels.ofIntegration(owner, TokenPlan.secretName(ref.name()), Labels.TOKEN))
            .withStringData(content.data())
            .build();
    secret.getMetadata().getAnnotations().putAll(content.annotations());
    return secret;
  }
}
