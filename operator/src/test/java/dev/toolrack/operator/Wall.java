package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.operator.shell.apply.Labels;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/**
 * An admission policy that refuses some of the operator's writes, as a policy of somebody else
 * might.
 */
final class Wall implements AutoCloseable {
  private static final String NAME = "tests.toolrack.dev";
  private static final String PROBE = "wall-probe-toolset";

  private final KubernetesClient admin;
  private final Config operator;

  /** What it refuses. */
  enum Refusing {
    STATUS("has(request.subResource) && request.subResource == 'status'"),
    CATALOGS(managed("catalog")),
    TOOLSETS(managed("toolset")),
    CREDENTIALS(managed("credentials"));

    private final String condition;

    Refusing(String condition) {
      this.condition = condition;
    }

    private static String managed(String what) {
      return "(object != null ? object : oldObject).metadata.?labels[?'toolrack.dev/managed']"
          + ".orValue('') == '%s'".formatted(what);
    }
  }

  private Wall(KubernetesClient admin, Config operator) {
    this.admin = admin;
    this.operator = operator;
  }

  /** Stands when this returns. */
  static Wall raise(KubernetesClient admin, Config operator, Refusing what) {
    new Cluster(admin)
        .apply(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: %1$s}
            spec:
              failurePolicy: Fail
              matchConstraints:
                resourceRules:
                - {apiGroups: [""], apiVersions: [v1], resources: [configmaps, secrets], operations: [CREATE, UPDATE, DELETE]}
                - {apiGroups: [toolrack.dev], apiVersions: ["*"], resources: ["*/status"], operations: [UPDATE]}
              matchConditions:
              - {name: operator, expression: "request.userInfo.username == '%2$s'"}
              - {name: what, expression: "%3$s || (object != null && object.metadata.name == '%4$s')"}
              validations: [{expression: "false", message: refused by a test}]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: %1$s}
            spec: {policyName: %1$s, validationActions: [Deny]}
            """
                .formatted(NAME, ShippedRole.USER, what.condition, PROBE));
    var wall = new Wall(admin, operator);
    try (var client = new KubernetesClientBuilder().withConfig(operator).build()) {
      eventually(
          () -> assertThatThrownBy(() -> write(client)).hasMessageContaining("refused by a test"));
    }
    return wall;
  }

  /** Is gone when this returns. */
  @Override
  public void close() {
    var definitions = admin.admissionRegistration().v1();
    definitions.validatingAdmissionPolicyBindings().withName(NAME).delete();
    definitions.validatingAdmissionPolicies().withName(NAME).delete();
    try (var client = new KubernetesClientBuilder().withConfig(operator).build()) {
      eventually(() -> assertThatCode(() -> write(client)).doesNotThrowAnyException());
    }
  }

  /** Only asks whether an output would be let through, of a binding that is not there. */
  private static void write(KubernetesClient client) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(PROBE)
                .withNamespace("default")
                .addToLabels(Api.MANAGED_LABEL, Labels.TOOLSET)
                .addToLabels(Api.BINDING_LABEL, "wall-probe")
                .addNewOwnerReference()
                .withApiVersion(HasMetadata.getApiVersion(AgentToolBinding.class))
                .withKind(HasMetadata.getKind(AgentToolBinding.class))
                .withName("wall-probe")
                .withUid("wall-probe")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build())
        .dryRun()
        .create();
  }
}
