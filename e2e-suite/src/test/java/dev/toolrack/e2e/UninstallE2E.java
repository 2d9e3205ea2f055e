package dev.toolrack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is left when the release goes: the kinds, people's objects and what agents were given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UninstallE2E {
  private Installed operator;
  private Kube kube;
  private Notebook notebook;
  private Agents agents;

  @BeforeAll
  void prepare() {
    operator = Installed.operator();
    kube = operator.kube();
    notebook = new Notebook(operator, "toolrack-e2e-uninstall");
    agents = new Agents(kube, notebook);
    notebook.binding("kept");
  }

  @AfterAll
  void remove() {
    notebook.delete();
  }

  @Test
  void nothingIsLeftButTheKindsAndWhatPeopleAndAgentsHave() {
    Pod agent = agents.plain("kept");
    agents.eventuallyWorks(agent, "agent");
    List<HasMetadata> installed = kube.load(operator.helm().manifest());
    assertThat(installed).hasSizeGreaterThan(10);
    operator.helm().uninstall();
    try {
      assertThat(installed.stream().filter(this::exists).toList())
          .allMatch(left -> left.getKind().equals("CustomResourceDefinition"))
          .hasSize(3);
      Kube.eventually(() -> assertThat(operator.pods()).isEmpty());
      assertThat(
              kube.client().configMaps().inNamespace(Helm.NAMESPACE).list().getItems().stream()
                  .map(map -> map.getMetadata().getName()))
          .containsExactly("kube-root-ca.crt");
      assertThat(kube.client().secrets().inNamespace(Helm.NAMESPACE).list().getItems()).isEmpty();
      // The operator made it, for itself: it holds a name and a time.
      assertThat(kube.client().leases().inNamespace(Helm.NAMESPACE).list().getItems())
          .singleElement()
          .extracting(lease -> lease.getMetadata().getName())
          .isEqualTo("toolrack-operator");
      assertThat(kube.custom("AgentToolBinding")).isNotEmpty();
      agents.eventuallyWorks(agent, "agent");
    } finally {
      operator.install();
    }
    // What was there is taken up again.
    notebook.binding("another");
  }

  private boolean exists(HasMetadata object) {
    var kind = kube.client().resource(object);
    return (object.getMetadata().getNamespace() == null
            ? kind.get()
            : kind.inNamespace(object.getMetadata().getNamespace()).get())
        != null;
  }
}
