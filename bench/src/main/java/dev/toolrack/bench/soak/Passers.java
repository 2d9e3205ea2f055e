package dev.toolrack.bench.soak;

import dev.toolrack.bench.bed.Waiting;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Namespaces that come and go, each under a name of its own and with everything in it: a server
 * with a Secret, and agents. What is kept of one that is gone is kept for ever.
 */
final class Passers {
  /** Agents of each. */
  static final int BINDINGS = 3;

  /** As many are there at the same time. */
  private static final int PRESENT = 4;

  private static final String PREFIX = "passer-";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KubernetesClient client;
  private final Organisation organisation;
  private final Deque<String> present = new ArrayDeque<>();
  private int created;

  Passers(KubernetesClient client, Organisation organisation) {
    this.client = client;
    this.organisation = organisation;
  }

  /** One comes, and if there are too many, the oldest one goes. */
  void pass() {
    String name = PREFIX + created++;
    organisation.namespace(name, Map.of(Api.TEAM_LABEL, name));
    organisation.secret(name, "key", name, "token-of-" + name);
    organisation.connector(name, name);
    organisation.integration(
        name, name, "credentials: {bearer: {secretKeyRef: {name: key, key: token}}}");
    for (int i = 0; i < BINDINGS; i++) {
      organisation.binding(name, "agent-" + i, "exclude: [hidden]");
    }
    present.addLast(name);
    if (present.size() > PRESENT) {
      client.namespaces().withName(present.removeFirst()).delete();
    }
  }

  /** How many came so far. */
  int created() {
    return created;
  }

  /** Waits until those that were to go are gone. */
  void await() {
    Waiting.until(
        "namespaces are emptied",
        PATIENCE,
        () ->
            client.namespaces().list().getItems().stream()
                .noneMatch(n -> n.getMetadata().getDeletionTimestamp() != null));
  }
}
