package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.address.Consent;
import dev.toolrack.core.address.CredentialValue;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.cluster.SecretReading;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Reads the Secrets that people keep. Decisions get facts without values; values are handed out at
 * the last moment, and only while the Secret is still the one that was decided about and its owner
 * still consents.
 */
public final class Secrets {
  /** Texts of consent that are kept; one begins anew then. */
  private static final int MOST_READ = 10_000;

  private final KubernetesClient client;
  private final InformerEventSource<Secret, ?> consented;

  /** What texts of consent say: each delivery asks, and few texts differ. */
  private final ConcurrentMap<String, Consent> read = new ConcurrentHashMap<>();

  /**
   * @param consented cache of the Secrets that carry the consent label
   */
  public Secrets(KubernetesClient client, InformerEventSource<Secret, ?> consented) {
    this.client = client;
    this.consented = consented;
  }

  /**
   * What may be known of a Secret. One that is not in the cache is read once: it may be there
   * without the label of consent, and people should be told which of both it is.
   */
  public Lookup<SecretFacts> facts(String namespace, String name) {
    Optional<Secret> cached = present(namespace, name);
    if (cached.isPresent()) {
      return Lookup.found(SecretReading.facts(cached.get()));
    }
    try {
      Secret live = client.secrets().inNamespace(namespace).withName(name).get();
      return live == null || live.getMetadata().getDeletionTimestamp() != null
          ? Lookup.absent()
          : Lookup.found(SecretReading.facts(live));
    } catch (KubernetesClientException e) {
      return Lookup.stale();
    }
  }

  /** The value for a verification of that URL, if the Secret is still the one of the slot. */
  public Optional<String> value(String namespace, CredentialSlot slot, HttpUrl url) {
    boolean same =
        present(namespace, slot.secret())
            .filter(s -> slot.resourceVersion().equals(s.getMetadata().getResourceVersion()))
            .isPresent();
    return !same
        ? Optional.empty()
        : value(new CredentialSource(namespace, slot.secret(), slot.key(), slot.uid(), url, false));
  }

  /** The value for a delivery, while the owner of that Secret agrees to it. */
  public Optional<String> value(CredentialSource source) {
    return present(source.namespace(), source.secret())
        .filter(secret -> agrees(SecretReading.facts(secret, Map.of()), source))
        .flatMap(secret -> value(secret, source.secretKey()));
  }

  private boolean agrees(SecretFacts secret, CredentialSource source) {
    if (read.size() > MOST_READ) {
      read.clear();
    }
    return SecretReading.agrees(secret, read.computeIfAbsent(secret.sendTo(), Consent::of), source);
  }

  /** A Secret that is being deleted counts as absent; an output is never a source. */
  private Optional<Secret> present(String namespace, String name) {
    return consented
        .get(new ResourceID(name, namespace))
        .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
        .filter(secret -> !labels(secret).containsKey(Api.MANAGED_LABEL));
  }

  private static Optional<String> value(Secret secret, String key) {
    return Optional.ofNullable(data(secret).get(key))
        .map(Secrets::decode)
        .flatMap(bytes ->
            CredentialValue.of(bytes) instanceof CredentialValue.Valid(String value)
                ? Optional.of(value)
                : Optional.empty());
  }

  private static Map<String, String> labels(Secret secret) {
    return Objects.requireNonNullElse(secret.getMetadata().getLabels(), Map.of());
  }

  private static Map<String, String> data(Secret secret) {
    return Objects.requireNonNullElse(secret.getData(), Map.of());
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
