package dev.toolrack.cli.explain;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.SecretReading;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Learns what has to be known of Secrets: from their metadata alone wherever the operator vouches
 * for the value; otherwise the Secret is read, and nothing but the names of its keys and whether
 * their values could be headers is kept.
 */
final class SecretSight {
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final KubernetesClient client;

  SecretSight(KubernetesClient client) {
    this.client = client;
  }

  /**
   * What may be known of a Secret; forbidden where whoever asks may not read it.
   *
   * @param vouched what the operator says of it
   */
  Lookup<SecretFacts> facts(ObjectName name, @Nullable SecretFacts vouched)
      throws InterruptedException {
    if (vouched == null) {
      return whole(name);
    }
    return switch (metadata(name)) {
      case Lookup.Found<Secret>(Secret secret) -> known(name, secret, vouched);
      case Lookup.Absent<Secret>() -> Lookup.absent();
      case Lookup.Forbidden<Secret>() -> Lookup.forbidden();
      case Lookup.Stale<Secret>() -> Lookup.stale();
    };
  }

  /** A Secret without its values; forbidden where whoever asks may not read it. */
  Lookup<Secret> metadata(ObjectName name) throws InterruptedException {
    HttpResponse<String> answer = asked(name);
    return switch (answer.code()) {
      case OK -> Lookup.found(parsed(answer.body()));
      case FORBIDDEN -> Lookup.forbidden();
      case NOT_FOUND -> Lookup.absent();
      default ->
          throw new NoAnswer(
              "the cluster answers %d when asked for Secret %s; try again"
                  .formatted(answer.code(), name));
    };
  }

  private Lookup<SecretFacts> known(ObjectName name, Secret secret, SecretFacts vouched) {
    boolean same =
        vouched.uid().equals(secret.getMetadata().getUid())
            && vouched.resourceVersion().equals(secret.getMetadata().getResourceVersion());
    // Another version may have another value.
    return same ? Lookup.found(SecretReading.facts(secret, vouched.usable())) : whole(name);
  }

  private Lookup<SecretFacts> whole(ObjectName name) {
    try {
      Secret secret = client.secrets().inNamespace(name.namespace()).withName(name.name()).get();
      return secret == null || !SecretReading.isSource(secret)
          ? Lookup.absent()
          : Lookup.found(SecretReading.facts(secret));
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return Lookup.forbidden();
      }
      throw e;
    }
  }

  private HttpResponse<String> asked(ObjectName name) throws InterruptedException {
    var request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                "%sapi/v1/namespaces/%s/secrets/%s"
                    .formatted(client.getMasterUrl(), name.namespace(), name.name()))
            .header("Accept", METADATA)
            .build();
    try {
      return client.getHttpClient().sendAsync(request, String.class).get();
    } catch (ExecutionException e) {
      throw new KubernetesClientException("Secret " + name + " could not be asked for", e);
    }
  }

  private static Secret parsed(String body) {
    try {
      var secret = new Secret();
      secret.setMetadata(JSON.treeToValue(JSON.readTree(body).path("metadata"), ObjectMeta.class));
      return secret;
    } catch (IOException e) {
      throw new NoAnswer("the cluster's answer cannot be understood; is it a Kubernetes API?");
    }
  }
}
