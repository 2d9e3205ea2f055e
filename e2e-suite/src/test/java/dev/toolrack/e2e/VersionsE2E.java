package dev.toolrack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.e2e.Given.Image;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Upgrade and downgrade with live objects: neither writes any output or status, in whatever
 * direction, and both work afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionsE2E {
  private static final List<String> KINDS =
      List.of("McpConnector", "McpIntegration", "AgentToolBinding");

  private Installed operator;
  private Kube kube;
  private Notebook notebook;
  private Agents agents;
  private Pod agent;

  @BeforeAll
  void prepare() {
    operator = Installed.operator();
    kube = operator.kube();
    notebook = new Notebook(operator, "toolrack-e2e-versions");
    agents = new Agents(kube, notebook);
    notebook.binding("one");
    notebook.binding("two", "{tools: {rules: [{name: r, match: {access: Write}, approval: Ask}]}}");
    agent = agents.plain("one");
    agents.eventuallyWorks(agent, "agent");
    // A connector's own answer comes some time after its integration's.
    Kube.eventually(() ->
        assertThat(kube.custom("McpConnector"))
            .allMatch(connector -> connector.toString().contains("Reachable")));
  }

  @AfterAll
  void remove() {
    operator.install();
    notebook.delete();
  }

  @Test
  void neitherUpgradeNorDowngradeWritesAnything() {
    Map<String, String> before = versions();
    assertThat(before).hasSizeGreaterThan(8);
    change(operator.given().next(), "after-the-upgrade");
    change(operator.given().operator(), "after-the-downgrade");
    Map<String, String> after = versions();
    after.keySet().retainAll(before.keySet());
    assertThat(after).isEqualTo(before);
    agents.eventuallyWorks(agent, "agent");
    assertThat(kube.readyPod(notebook.namespace(), "app", "one").getMetadata().getUid())
        .isEqualTo(agent.getMetadata().getUid());
  }

  /**
   * When it has done something new, it has seen everything old: the new binding's outputs need the
   * integration's tools, and bindings are decided about before new ones come. What it wrote until
   * then is the new binding's, and nothing else.
   */
  private void change(Image image, String newcomer) {
    operator.helm().install(image, Map.of());
    Pod leader = operator.leader(image);
    // Every binding has had its turn.
    Kube.eventually(() ->
        assertThat(
                Double.parseDouble(
                    operator.metric(leader, "operator_sdk_reconciliations_success_total")))
            .isGreaterThanOrEqualTo(objects()));
    assertThat(operator.metric(leader, "toolrack_writes_total")).isEqualTo("0.0");
    notebook.binding(newcomer);
  }

  private double objects() {
    return KINDS.stream().mapToInt(kind -> kube.custom(kind).size()).sum();
  }

  /** The versions of everything that the operator writes. */
  private Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    Stream<HasMetadata> custom = KINDS.stream().flatMap(kind -> kube.custom(kind).stream());
    Stream<HasMetadata> outputs =
        Stream.<HasMetadata>concat(
            kube
                .client()
                .configMaps()
                .inNamespace(notebook.namespace())
                .withLabel("toolrack.dev/managed")
                .list()
                .getItems()
                .stream(),
            kube
                .client()
                .secrets()
                .inNamespace(notebook.namespace())
                .withLabel("toolrack.dev/managed")
                .list()
                .getItems()
                .stream());
    Stream.concat(custom, outputs)
        .filter(object -> object.getMetadata().getNamespace().equals(notebook.namespace()))
        .forEach(object ->
            versions.put(
                object.getKind() + " " + object.getMetadata().getName(),
                object.getMetadata().getResourceVersion()));
    return versions;
  }
}
