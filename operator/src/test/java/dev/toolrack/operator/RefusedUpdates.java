package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An admission policy that lets nobody update one Secret, until it is closed. */
record RefusedUpdates(KubernetesClient client, List<HasMetadata> policy) implements AutoCloseable {

  /** In force as soon as this returns. */
  static RefusedUpdates of(KubernetesClient client, String namespace, String secret) {
    String yaml =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: %1$s-frozen}
        spec:
          failurePolicy: Fail
          matchConstraints:
            resourceRules:
            - {apiGroups: [""], apiVersions: ["*"], operations: [UPDATE], resources: [secrets], resourceNames: [%2$s]}
          validations:
          - expression: "request.namespace != '%1$s'"
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: %1$s-frozen}
        spec: {policyName: %1$s-frozen, validationActions: [Deny]}
        """
            .formatted(namespace, secret);
    List<HasMetadata> policy =
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).create();
    eventually(() ->
        assertThatThrownBy(() ->
                client
                    .secrets()
                    .inNamespace(namespace)
                    .withName(secret)
                    .dryRun()
                    .edit(before -> {
                      before.getMetadata().getAnnotations().put("probe", "probe");
                      return before;
                    }))
            .isInstanceOf(KubernetesClientException.class));
    return new RefusedUpdates(client, policy);
  }

  @Override
  public void close() {
    policy.forEach(object -> client.resource(object).delete());
  }
}
