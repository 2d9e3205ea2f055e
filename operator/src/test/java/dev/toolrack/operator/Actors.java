package dev.toolrack.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * People and service accounts, by impersonation. All may write ConfigMaps, Secrets, namespaces and
 * the three kinds, so that what stops them is a policy and not RBAC.
 */
final class Actors implements AutoCloseable {
  private static final Map<String, String> USERS =
      Map.of(
          "operator", ShippedRole.USER,
          "neighbour", "system:serviceaccount:toolrack:default",
          "collector", "system:serviceaccount:kube-system:generic-garbage-collector",
          "namespaces", "system:serviceaccount:kube-system:namespace-controller",
          "controllers", "system:kube-controller-manager",
          "argocd", "system:serviceaccount:argocd:argocd-application-controller");

  private static final String EDIT =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: test-actors}
      rules:
      - {apiGroups: [""], resources: ["*"], verbs: ["*"]}
      - {apiGroups: [toolrack.dev], resources: ["*"], verbs: ["*"]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: test-actors}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: test-actors}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: test-actors}]
      """;

  private final KubernetesClient admin;
  private final Map<String, KubernetesClient> clients = new HashMap<>();

  Actors(KubernetesClient admin) {
    this.admin = admin;
    for (HasMetadata object : new Cluster(admin).load(EDIT)) {
      admin.resource(object).forceConflicts().serverSideApply();
    }
  }

  /** A client that acts as somebody; {@code administrator} is a member of system:masters. */
  KubernetesClient client(String actor) {
    return actor.equals("administrator")
        ? admin
        : clients.computeIfAbsent(actor, this::impersonate);
  }

  @Override
  public void close() {
    clients.values().forEach(KubernetesClient::close);
  }

  private KubernetesClient impersonate(String actor) {
    Config config =
        new io.fabric8.kubernetes.client.ConfigBuilder(admin.getConfiguration()).build();
    config.setImpersonateUsername(USERS.getOrDefault(actor, actor));
    config.setImpersonateGroups("system:authenticated", "test-actors");
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
