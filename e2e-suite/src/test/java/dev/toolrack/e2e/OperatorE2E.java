package dev.toolrack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The operator's own pods: what they may, and what happens when one goes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorE2E {
  private static final String AGENT = "steady";

  private Installed operator;
  private Kube kube;
  private Notebook notebook;
  private Agents agents;
  private Pod agent;

  @BeforeAll
  void prepare() {
    operator = Installed.operator();
    kube = operator.kube();
    notebook = new Notebook(operator, "toolrack-e2e-operator");
    agents = new Agents(kube, notebook);
    notebook.binding(AGENT);
    agent = agents.plain(AGENT);
  }

  @AfterAll
  void remove() {
    notebook.delete();
  }

  /** Where nothing else is admitted than what Pod Security calls restricted. */
  @Test
  void runsItsOwnImageUnderRestrictedPodSecurity() {
    Pod leader = operator.leader(operator.given().operator());
    var container = leader.getSpec().getContainers().getFirst();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(leader.getStatus().getContainerStatuses().getFirst().getImage())
        .contains(operator.given().operator().tag());
    // That it is enforced, and not only said.
    Pod privileged =
        new PodBuilder(leader)
            .withNewMetadata()
            .withName("privileged")
            .withNamespace(Helm.NAMESPACE)
            .endMetadata()
            .editSpec()
            .editFirstContainer()
            .editSecurityContext()
            .withPrivileged(true)
            .withAllowPrivilegeEscalation(true)
            .endSecurityContext()
            .endContainer()
            .endSpec()
            .build();
    var refused =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> kube.client().resource(privileged).dryRun().create());
    assertThat(refused).hasMessageContaining("violates PodSecurity \"restricted");
  }

  /** Every class of the operator that it needs at its start comes from the image's cache. */
  @Test
  void itsImageHasNoShellAndItsClassCacheIsUsed() {
    Pod leader = operator.leader(operator.given().operator());
    String container = leader.getSpec().getContainers().getFirst().getName();
    Kube.Ended flags = kube.exec(leader, container, "/opt/toolrack/jre/bin/jcmd", "1", "VM.flags");
    assertThat(flags.output()).contains("-XX:AOTCache=/opt/toolrack/toolrack.aot");
    assertThat(flags.output()).contains("-XX:+UseSerialGC").contains("-XX:MaxHeapSize=134217728");
    Kube.Ended cache =
        kube.exec(
            leader,
            container,
            "/opt/toolrack/jre/bin/java",
            "-XX:AOTMode=on",
            "-XX:AOTCache=/opt/toolrack/toolrack.aot",
            "-jar",
            "/opt/toolrack/toolrack-operator.jar",
            "--version");
    assertThat(cache.status()).as(cache.output() + cache.errors()).isZero();
    Kube.Ended shell = kube.exec(leader, container, "/bin/sh", "-c", "exit 0");
    assertThat(shell.status()).isNotZero();
  }

  /** The agent does not notice, and what changes meanwhile is done afterwards. */
  @Test
  void aKilledOperatorIsReplacedWhileThingsGoOn() {
    Pod killed = operator.leader(operator.given().operator());
    kube.client().resource(killed).withGracePeriod(0).delete();
    notebook.patch(
        "McpIntegration",
        "notes",
        "{\"tools\": {\"rules\": [{\"name\": \"no-search\", \"match\": {\"names\": [\"search_*\"]}, \"enabled\": false}]}}");
    agents.eventuallyWorks(agent, "agent");
    notebook.eventuallyNoToolset(AGENT, "\"search_notes\"");
    notebook.eventuallyToolset(AGENT, "\"delete_note\"");
    assertThat(operator.leader(operator.given().operator()).getMetadata().getUid())
        .isNotEqualTo(killed.getMetadata().getUid());
    Kube.eventually(() -> {
      Kube.Ended called = agents.call(agent, "agent", "search_notes", "{\"query\": \"x\"}");
      assertThat(called.errors()).contains("search_notes is not allowed on notes");
    });
    agents.eventuallyWorks(agent, "agent");
  }

  @Test
  void theOneThatStandsByTakesOver() {
    operator.helm().install(operator.given().operator(), Map.of("replicas", "2"));
    try {
      Pod first = operator.leader(operator.given().operator());
      Kube.eventually(() -> assertThat(operator.pods()).hasSize(2));
      Pod standby =
          operator.pods().stream()
              .filter(pod -> !pod.getMetadata().getUid().equals(first.getMetadata().getUid()))
              .findFirst()
              .orElseThrow();
      assertThat(operator.metric(standby, "toolrack_leader")).isEqualTo("0.0");
      kube.client().resource(first).withGracePeriod(0).delete();
      // Its successor, started in its place, may win as well; but one of them works.
      notebook.binding("after-" + AGENT);
      assertThat(operator.leader(operator.given().operator()).getMetadata().getUid())
          .isNotEqualTo(first.getMetadata().getUid());
    } finally {
      operator.install();
    }
    Kube.eventually(() -> assertThat(operator.pods()).hasSize(1));
    agents.eventuallyWorks(agent, "agent");
  }
}
