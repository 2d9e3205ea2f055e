package dev.toolrack.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the operator under exactly the rights and within the walls that the chart ships, by
 * impersonation.
 */
final class ShippedRole {
  static final String USER = "system:serviceaccount:toolrack:toolrack";
  private static final Path CHART =
      Path.of(System.getProperty("toolrack.root", ".."), "helm", "toolrack");

  private ShippedRole() {}

  /** Grants the Lease's Role in the namespace that the chart's file names, which is made too. */
  static String grantLease(KubernetesClient admin) {
    String namespace = "";
    for (HasMetadata object : load(admin, "files/rbac/leader-election.yaml")) {
      namespace = object.getMetadata().getNamespace();
      admin
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .serverSideApply();
      admin.resource(object).forceConflicts().serverSideApply();
      admin
          .resource(
              new RoleBindingBuilder()
                  .withNewMetadata()
                  .withName(name(object))
                  .withNamespace(namespace)
                  .endMetadata()
                  .withNewRoleRef("rbac.authorization.k8s.io", "Role", name(object))
                  .addNewSubject("rbac.authorization.k8s.io", "User", USER, null)
                  .build())
          .forceConflicts()
          .serverSideApply();
    }
    return namespace;
  }

  /**
   * Grants the role, installs the policies that validate, and returns a configuration that acts as
   * the role's holder.
   */
  static Config impersonate(KubernetesClient admin, Config config) {
    ShippedPolicies.install(admin);
    grantRoles(admin);
    config.setImpersonateUsername(USER);
    return config;
  }

  /** What the chart grants besides where there is a connect page. */
  static void grantConnectPage(KubernetesClient admin) {
    grant(admin, "files/rbac/connect-page.yaml");
  }

  /** What the chart grants in the whole cluster, Secrets and ConfigMaps included. */
  private static void grantRoles(KubernetesClient admin) {
    grant(admin, "files/rbac/operator.yaml");
    grant(admin, "files/rbac/objects.yaml");
  }

  private static void grant(KubernetesClient admin, String file) {
    for (HasMetadata object : load(admin, file)) {
      admin.resource(object).forceConflicts().serverSideApply();
      if (object instanceof ClusterRole role) {
        admin
            .resource(
                new ClusterRoleBindingBuilder()
                    .withNewMetadata()
                    .withName(role.getMetadata().getName())
                    .endMetadata()
                    .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name(role))
                    .addNewSubject("rbac.authorization.k8s.io", "User", USER, null)
                    .build())
            .forceConflicts()
            .serverSideApply();
      }
    }
  }

  /** The objects in a file of the chart. */
  static List<HasMetadata> load(KubernetesClient client, String file) {
    try (InputStream stream = Files.newInputStream(CHART.resolve(file))) {
      return client.load(stream).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
