package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.address.CredentialValue;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.SecretReading;
import dev.toolrack.core.cluster.TokenReading;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.crds.Api;
import dev.toolrack.operator.shell.token.ClientValues;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the Secrets that people keep. Decisions get facts without values; values are handed out at
 * the last moment, and only while the Secret is still the one that was decided about and its owner
 * still consents.
 */
public final class Secrets {
  private final KubernetesClient client;
  private final InformerEventSource<Secret, ?> consented;
  private final InformerEventSource<Secret, ?> tokens;
  private final ReadConsents read = new ReadConsents();

  /**
   * @param consented cache of the Secrets that carry the consent label
   * @param tokens cache of the token Secrets
   */
  public Secrets(
      KubernetesClient client,
      InformerEventSource<Secret, ?> consented,
      InformerEventSource<Secret, ?> tokens) {
    this.client = client;
    this.consented = consented;
    this.tokens = tokens;
  }

  /** A Secret whose values may be copied, and what its owner, or its client's, agrees to. */
  private record Source(Secret secret, SecretFacts facts) {}

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
        source(namespace, slot.secret())
            .filter(s -> slot.resourceVersion().equals(s.facts().resourceVersion()))
            .isPresent();
    return !same
        ? Optional.empty()
        : value(new CredentialSource(namespace, slot.secret(), slot.key(), slot.uid(), url, false));
  }

  /** The value for a delivery, while the owner of that Secret agrees to it. */
  public Optional<String> value(CredentialSource source) {
    return source(source.namespace(), source.secret())
        .filter(found -> agrees(found.facts(), source))
        .flatMap(found -> value(found.secret(), source.secretKey()));
  }

  /** What a client's Secret holds, if it is still the one that was decided about. */
  public Optional<ClientValues> client(String namespace, SecretVersion client) {
    return present(namespace, client.name())
        .filter(secret -> client.uid().equals(secret.getMetadata().getUid()))
        .filter(
            secret -> client.resourceVersion().equals(secret.getMetadata().getResourceVersion()))
        .flatMap(secret ->
            value(secret, Api.CLIENT_ID_KEY)
                .map(id ->
                    new ClientValues(
                        id,
                        value(secret, Api.CLIENT_SECRET_KEY),
                        Optional.ofNullable(data(secret).get(Api.PRIVATE_KEY_KEY))
                            .map(Secrets::decode)
                            .map(bytes -> new String(bytes, StandardCharsets.US_ASCII)))));
  }

  /** Whether the owner of a client's Secret lets that URL have what is in it. */
  public boolean agrees(String namespace, SecretVersion client, HttpUrl destination) {
    return present(namespace, client.name())
        .filter(secret ->
            agrees(
                SecretReading.facts(secret, Map.of()),
                new CredentialSource(
                    namespace, client.name(), Api.CLIENT_ID_KEY, client.uid(), destination, false)))
        .isPresent();
  }

  /** The Secret that somebody's login came in, as it is in the cluster now. */
  public Optional<Secret> read(String namespace, SecretVersion login) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(login.name()).get())
        .filter(secret -> login.uid().equals(secret.getMetadata().getUid()))
        .filter(SecretReading::isSource)
        .filter(secret -> SecretReading.facts(secret, Map.of()).consented());
  }

  private Optional<Source> source(String namespace, String name) {
    return present(namespace, name)
        .map(secret -> new Source(secret, SecretReading.facts(secret, Map.of())))
        .or(() -> token(namespace, name));
  }

  /** The Secret that somebody's login came in, while it is there and they consent. */
  public Optional<SecretVersion> handOver(ObjectName name) {
    return present(name.namespace(), name.name())
        .map(Secret::getMetadata)
        .map(metadata ->
            new SecretVersion(name.name(), metadata.getUid(), metadata.getResourceVersion()));
  }

  /** As far as whoever logged in said, or as the Secret of the client that it was obtained with. */
  private Optional<Source> token(String namespace, String name) {
    return tokens
        .get(new ResourceID(name, namespace))
        .filter(SecretReading::isSource)
        .flatMap(token ->
            TokenReading.asSource(token)
                .map(login -> new Source(token, login))
                .or(() -> ofClient(namespace, token)));
  }

  private Optional<Source> ofClient(String namespace, Secret token) {
    return TokenReading.facts(token)
        .client()
        .flatMap(client -> present(namespace, client.name()))
        .map(client -> SecretReading.facts(client, Map.of()))
        .map(client -> new Source(token, TokenReading.asSource(token, client)));
  }

  private boolean agrees(SecretFacts secret, CredentialSource source) {
    return SecretReading.agrees(secret, read.of(secret.sendTo()), source);
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
