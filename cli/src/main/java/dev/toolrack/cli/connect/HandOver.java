package dev.toolrack.cli.connect;

import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.cli.kubectl.ObjectRef;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Secret in which the operator is handed a login, or its end. It is there only until the
 * operator says that it has it.
 */
final class HandOver {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Cluster cluster;
  private final ObjectRef ref;

  HandOver(Cluster cluster, ObjectRef ref) {
    this.cluster = cluster;
    this.ref = ref;
  }

  /**
   * Fails if the Secret could not be written: that is better known before somebody logs in than
   * afterwards. What an earlier command left there goes.
   */
  void prepare() {
    Secret left = secret().get();
    if (left == null) {
      return;
    }
    Map<String, String> annotations =
        Objects.requireNonNullElse(left.getMetadata().getAnnotations(), Map.of());
    if (!annotations.containsKey(Api.TOKEN_PLAN_ANNOTATION)
        && !annotations.containsKey(Api.DISCONNECT_ANNOTATION)) {
      throw new NoAnswer(
          "Secret %s/%s is there and is no login; delete or rename it"
              .formatted(ref.namespace(), name()));
    }
    secret().delete();
  }

  /**
   * Hands something over and waits until the operator has it.
   *
   * @param reach how far copies may travel
   * @return the integration's status then
   */
  McpIntegrationStatus give(
      String reach, Map<String, String> annotations, Map<String, String> data, Duration patience)
      throws InterruptedException {
    Secret desired =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(ref.namespace())
            .withName(name())
            .addToLabels(Api.CREDENTIAL_LABEL, reach)
            .withAnnotations(annotations)
            .endMetadata()
            .withStringData(data)
            .build();
    String uid = cluster.client().resource(desired).create().getMetadata().getUid();
    try {
      return awaited(uid, patience);
    } finally {
      secret().delete();
    }
  }

  private McpIntegrationStatus awaited(String uid, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      McpIntegrationStatus status = status(ref, cluster);
      Login login = status.login();
      if (login != null && uid.equals(login.taken())) {
        return status;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new NoAnswer(
            "the operator has not taken the login over within %d s, so it was taken back; does it run, and does it see %s? kubectl get mcpi -n %s shows what it says"
                .formatted(patience.toSeconds(), ref, ref.namespace()));
      }
      Thread.sleep(PAUSE);
    }
  }

  /** What the operator says of an integration now. */
  static McpIntegrationStatus status(ObjectRef ref, Cluster cluster) {
    McpIntegration integration = cluster.require(McpIntegration.class, ref.namespace(), ref.name());
    return Optional.<@Nullable McpIntegrationStatus>ofNullable(integration.getStatus())
        .orElseThrow(() ->
            new NoAnswer("the operator has not looked at %s yet; does it run?".formatted(ref)));
  }

  /** What is to be logged in for. */
  static Login offered(ObjectRef ref, Cluster cluster) {
    McpIntegration integration = cluster.require(McpIntegration.class, ref.namespace(), ref.name());
    if (References.handOver(integration).isPresent()) {
      Login login = status(ref, cluster).login();
      if (login != null) {
        return login;
      }
      throw new NoAnswer(
          "the operator cannot say yet what to log in to for %s; kubectl get mcpi %s -n %s -o wide shows why"
              .formatted(ref, ref.name(), ref.namespace()));
    }
    throw new NoAnswer(
        "nobody logs in for %s: its spec.credentials.oauth.grant is not AuthorizationCode"
            .formatted(ref));
  }

  private String name() {
    return TokenPlan.handOverName(ref.name());
  }

  private Resource<Secret> secret() {
    return cluster.client().secrets().inNamespace(ref.namespace()).withName(name());
  }
}
