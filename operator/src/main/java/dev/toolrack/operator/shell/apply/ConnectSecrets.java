package dev.toolrack.operator.shell.apply;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets in which the connect page remembers logins that somebody has begun, and hands over
 * what they gave. Every replica writes them, each write guarded by the version that was read.
 */
public final class ConnectSecrets {
  private final KubernetesClient client;
  private final WriteCounter counter;
  private final WriteGate gate;

  public ConnectSecrets(KubernetesClient client, WriteCounter counter, WriteGate gate) {
    this.client = client;
    this.counter = counter;
    this.gate = gate;
  }

  /** Whether a Secret is one of these, of the integration with that UID. */
  public static boolean isOf(HasMetadata secret, String uid) {
    return isOne(secret) && Ownership.of(secret, uid) == Ownership.OURS;
  }

  /** Whether a Secret is one of these. */
  public static boolean isOne(HasMetadata secret) {
    return Labels.CONNECT.equals(
        Objects.requireNonNullElse(secret.getMetadata().getLabels(), Map.<String, String>of())
            .get(Api.MANAGED_LABEL));
  }

  /** Whether it hands a login over; otherwise somebody has only begun one. */
  public static boolean isHandOver(HasMetadata secret) {
    return secret.getMetadata().getDeletionTimestamp() == null
        && annotations(secret).containsKey(Api.TOKEN_PLAN_ANNOTATION);
  }

  /** Until when the login can be ended that it remembers; empty if it is a hand-over. */
  public static Optional<Instant> until(HasMetadata secret) {
    if (isHandOver(secret)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Instant.parse(annotations(secret).getOrDefault(Api.CONNECT_UNTIL_ANNOTATION, "")));
    } catch (DateTimeException e) {
      return Optional.of(Instant.EPOCH);
    }
  }

  /** Whether it hands over what was marked so. */
  public static boolean isMarked(HasMetadata secret, String nonce) {
    return isHandOver(secret)
        && nonce.equals(annotations(secret).get(Api.CONNECT_NONCE_ANNOTATION));
  }

  /** Whether the token Secret of an integration holds what the content hands over. */
  public boolean isTaken(IntegrationRef ref, String uid, Content given) {
    return Optional.ofNullable(
            client
                .secrets()
                .inNamespace(ref.namespace())
                .withName(TokenPlan.secretName(ref.name()))
                .get())
        .filter(token -> Ownership.of(token, uid) == Ownership.OURS)
        .map(token -> Objects.requireNonNullElse(token.getData(), Map.<String, String>of()))
        .filter(data ->
            Stream.of(Api.ACCESS_TOKEN_KEY, Api.REFRESH_TOKEN_KEY)
                .allMatch(key -> Objects.equals(data.get(key), encoded(given.data().get(key)))))
        .isPresent();
  }

  private static @Nullable String encoded(@Nullable String value) {
    return value == null
        ? null
        : Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Whatever has the name now, whoever made it. */
  public Optional<Secret> live(IntegrationRef ref) {
    return Optional.ofNullable(
        client
            .secrets()
            .inNamespace(ref.namespace())
            .withName(TokenPlan.connectName(ref.name()))
            .get());
  }

  /**
   * A hand-over as it is in the cluster now, in the form of those that people make: how far copies
   * may travel stands in a label.
   */
  public Optional<Secret> handOver(String namespace, SecretVersion version) {
    return Optional.ofNullable(
            client.secrets().inNamespace(namespace).withName(version.name()).get())
        .filter(secret -> version.uid().equals(secret.getMetadata().getUid()))
        .filter(secret -> isOne(secret) && isHandOver(secret))
        .map(secret ->
            new SecretBuilder(secret)
                .editMetadata()
                .addToLabels(
                    Api.CREDENTIAL_LABEL,
                    annotations(secret).getOrDefault(Api.TOKEN_REACH_ANNOTATION, ""))
                .endMetadata()
                .build());
  }

  /**
   * Writes one.
   *
   * @param before what is replaced; empty = nothing may be there
   * @return whether it was written; not if something else came in between
   */
  public boolean write(IntegrationRef ref, String uid, Content content, Optional<Secret> before) {
    Secret desired = desired(ref, uid, content);
    gate.check();
    try {
      if (before.isEmpty()) {
        client.resource(desired).create();
        counter.wrote("create", desired.getKind());
      } else {
        desired.getMetadata().setResourceVersion(before.get().getMetadata().getResourceVersion());
        client.resource(desired).update();
        counter.wrote("update", desired.getKind());
      }
      return true;
    } catch (KubernetesClientException e) {
      return overtaken(e);
    }
  }

  /**
   * Deletes one.
   *
   * @return whether this very call deleted this very version: of several only one is told so
   */
  public boolean remove(Secret secret) {
    gate.check();
    try {
      boolean there =
          !client
              .resource(secret)
              .lockResourceVersion(secret.getMetadata().getResourceVersion())
              .delete()
              .isEmpty();
      if (there) {
        counter.wrote("delete", secret.getKind());
      }
      return there;
    } catch (KubernetesClientException e) {
      return overtaken(e);
    }
  }

  private static boolean overtaken(KubernetesClientException e) {
    if (e.getCode() != HttpURLConnection.HTTP_CONFLICT
        && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
      throw e;
    }
    return false;
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
                Labels.ofIntegration(owner, TokenPlan.connectName(ref.name()), Labels.CONNECT))
            .withType("Opaque")
            .withStringData(content.data())
            .build();
    secret.getMetadata().getAnnotations().putAll(content.annotations());
    return secret;
  }

  private static Map<String, String> annotations(HasMetadata secret) {
    return Objects.requireNonNullElse(secret.getMetadata().getAnnotations(), Map.of());
  }
}
