package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.Provisioned;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What Helm renders of the chart, put into a cluster: all but what needs a node. */
final class InstalledChart {
  static final String NAMESPACE = "toolrack";
  private static final Set<String> LEFT_OUT = Set.of("Deployment");

  private final List<HasMetadata> objects;

  private InstalledChart(List<HasMetadata> objects) {
    this.objects = objects;
  }

  /** Renders the chart with these values and applies it. */
  static InstalledChart install(KubernetesClient admin, String... values) {
    var objects =
        admin.load(new ByteArrayInputStream(render(values))).items().stream()
            .filter(object -> !LEFT_OUT.contains(object.getKind()))
            .toList();
    namespace(admin, NAMESPACE);
    objects.forEach(object -> admin.resource(object).forceConflicts().serverSideApply());
    return new InstalledChart(objects);
  }

  static void namespace(KubernetesClient admin, String name) {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .serverSideApply();
  }

  /** Rules of the operator's own roles, those of users left out. */
  Stream<PolicyRule> rules() {
    return objects.stream()
        .filter(object -> !object.getMetadata().getName().matches(".*-(view|edit)"))
        .flatMap(object ->
            switch (object) {
              case ClusterRole role -> role.getRules().stream();
              case Role role -> role.getRules().stream();
              default -> Stream.of();
            });
  }

  /** Acts as the operator's service account does. */
  static Config asOperator(Config config) {
    config.setImpersonateUsername(ShippedRole.USER);
    config.setImpersonateGroups(
        "system:serviceaccounts", "system:serviceaccounts:" + NAMESPACE, "system:authenticated");
    return config;
  }

  private static byte[] render(String... values) {
    var provisioned = Provisioned.locate();
    var command =
        new ArrayList<>(
            List.of(
                provisioned.helmExecutable().toString(),
                "template",
                NAMESPACE,
                provisioned.root().resolve("helm/toolrack").toString(),
                "--namespace",
                NAMESPACE));
    command.addAll(Arrays.asList(values));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      byte[] rendered = process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
      return rendered;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
