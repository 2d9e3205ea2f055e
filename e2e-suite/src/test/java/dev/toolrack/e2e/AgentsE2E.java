package dev.toolrack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolrack.e2e.Kube.Ended;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Agents in real pods: what is mounted is what they can do, and it follows what changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentsE2E {
  private static final String NO_ANNOTATIONS = "{}";
  private static final String DEFAULT_ACCOUNT = "default";

  private Kube kube;
  private Notebook notebook;
  private Agents agents;

  @BeforeAll
  void prepare() {
    Installed operator = Installed.operator();
    kube = operator.kube();
    notebook = new Notebook(operator, "toolrack-e2e-agents");
    agents = new Agents(kube, notebook);
  }

  @AfterAll
  void remove() {
    notebook.delete();
  }

  @Test
  void anAgentThatMountsItsFilesCallsTools() {
    notebook.binding("plain");
    Pod pod = agents.plain("plain");
    agents.eventuallyWorks(pod, "agent");
    assertCallsTools(pod, "agent");
  }

  @Test
  void anAgentWithALabelGetsItsFiles() {
    assumeInjection();
    notebook.binding("labelled");
    Pod pod = agents.injected("labelled", "labelled", NO_ANNOTATIONS, DEFAULT_ACCOUNT);
    agents.eventuallyWorks(pod, "agent");
    assertCallsTools(pod, "agent");
    // It reads where the variable says.
    Ended variables = kube.exec(pod, "agent", "/bin/node", "-p", "process.env.TOOLRACK_MCP_CONFIG");
    assertThat(variables.output().strip()).isEqualTo("/etc/toolrack/mcp.resolved.json");
    assertHasNoFiles(pod, "second");
  }

  @Test
  void theContainersThatAnAnnotationNamesGetTheFiles() {
    assumeInjection();
    notebook.binding("chosen");
    Pod pod =
        agents.injected("chosen", "chosen", "{toolrack.dev/containers: second}", DEFAULT_ACCOUNT);
    agents.eventuallyWorks(pod, "second");
    assertHasNoFiles(pod, "agent");
  }

  @Test
  void aPodOfAnotherAccountIsRefusedAndOneOfTheRightAccountIsNot() {
    assumeInjection();
    notebook.apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: clerk, namespace: @NAMESPACE@}
        """);
    notebook.binding("clerk", "{serviceAccountName: clerk}");
    Pod pod = agents.injected("clerk", "clerk", NO_ANNOTATIONS, "clerk");
    agents.eventuallyWorks(pod, "agent");
    Pod other = podOf(agents.injectedYaml("stranger", "clerk", NO_ANNOTATIONS, DEFAULT_ACCOUNT));
    var refused =
        catchThrowableOfType(
            KubernetesClientException.class, () -> kube.client().resource(other).create());
    assertThat(refused).hasMessageContaining("'injected.toolrack.dev'");
  }

  @Test
  void aRotatedTokenReachesTheRunningPod() {
    notebook.binding("rotated");
    Pod before = agents.plain("rotated");
    agents.eventuallyWorks(before, "agent");
    String next = "second-token-of-the-notebook";
    try {
      notebook.secret("accepted", "tokens", Notebook.TOKEN + "," + next);
      notebook.eventuallyAccepts(Notebook.TOKEN + "," + next);
      notebook.secret("notes-token", "token", next);
      Kube.eventually(() -> assertThat(resolved(before)).contains(next));
      assertThat(resolved(before)).doesNotContain(Notebook.TOKEN);
      notebook.secret("accepted", "tokens", next);
      notebook.eventuallyAccepts(next);
      assertCallsTools(before, "agent");
      agents.eventuallyWorks(before, "agent");
      Pod after = kube.readyPod(notebook.namespace(), "app", "rotated");
      assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
      assertThat(after.getStatus().getContainerStatuses().getFirst().getRestartCount()).isZero();
    } finally {
      notebook.secret("accepted", "tokens", Notebook.TOKEN + "," + next);
      notebook.eventuallyAccepts(Notebook.TOKEN + "," + next);
    }
  }

  @Test
  void aDisabledIntegrationLeavesTheMountedFiles() {
    notebook.binding("withdrawn");
    Pod pod = agents.plain("withdrawn");
    agents.eventuallyWorks(pod, "agent");
    notebook.patch("McpIntegration", "notes", "{\"enabled\": false}");
    try {
      Kube.eventually(() -> {
        Ended refused = agents.tools(pod, "agent");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.errors()).contains("notes is unavailable: Disabled");
      });
      Kube.eventually(() -> assertThat(resolved(pod)).doesNotContain("http://notes."));
    } finally {
      notebook.patch("McpIntegration", "notes", "{\"enabled\": true}");
    }
    agents.eventuallyWorks(pod, "agent");
  }

  private void assertCallsTools(Pod pod, String container) {
    Ended found = agents.call(pod, container, "search_notes", "{\"query\": \"checklist\"}");
    assertThat(found.status()).as(found.errors()).isZero();
    assertThat(found.output()).contains("Release checklist");
    Ended forbidden = agents.call(pod, container, "delete_note", "{\"id\": \"note-1\"}");
    assertThat(forbidden.status()).isEqualTo(3);
    assertThat(forbidden.errors()).contains("delete_note is not allowed on notes");
  }

  private void assertHasNoFiles(Pod pod, String container) {
    Ended listed = kube.exec(pod, container, "/bin/node", "-p", "fs.existsSync('/etc/toolrack')");
    assertThat(listed.output().strip()).isEqualTo("false");
  }

  private String resolved(Pod pod) {
    return Agents.file(kube, pod, "agent", "/etc/toolrack/mcp.resolved.json");
  }

  /** A pod of a Deployment's template, as its ReplicaSet would create it. */
  private Pod podOf(String deployment) {
    PodTemplateSpec template =
        ((Deployment) kube.load(notebook.filled(deployment)).getFirst()).getSpec().getTemplate();
    return new PodBuilder()
        .withNewMetadata()
        .withName("stranger")
        .withNamespace(notebook.namespace())
        .withLabels(template.getMetadata().getLabels())
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  /** The chart leaves injection out where the cluster cannot do it. */
  private void assumeInjection() {
    boolean served =
        kube.client().getApiGroup("admissionregistration.k8s.io") != null
            && kube
                .client()
                .getApiResources("admissionregistration.k8s.io/v1")
                .getResources()
                .stream()
                .anyMatch(resource -> resource.getKind().equals("MutatingAdmissionPolicy"));
    assumeTrue(served, "injection needs Kubernetes 1.36");
  }
}
