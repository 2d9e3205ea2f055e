package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field that refers to something: only the right grant gives anything, and only so long. */
class GrantsIT extends OperatorCase {
  private final List<GrantScene> scenes = new ArrayList<>();

  static Stream<String> fields() {
    return Grants.all().stream().map(Grants::field);
  }

  @AfterEach
  void cleanUp() {
    scenes.forEach(Scene::end);
    scenes.clear();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void onlyTheRightGrantGivesAnything(String field, TestNamespace namespace) {
    Grants grants =
        Grants.all().stream().filter(g -> g.field().equals(field)).findFirst().orElseThrow();
    var scene = new GrantScene(cluster, servers, namespace.name() + "-" + field);
    scenes.add(scene);
    grants.scene().accept(scene);
    for (Grants.Step step : grants.steps()) {
      step.act().accept(scene);
      eventually(
          () -> assertThat(scene.seen()).as(step.grant()).isEqualTo(scene.named(step.seen())));
      eventually(() ->
          assertThat(scene.state(step.state().contains(" ")))
              .as(step.grant())
              .isEqualTo(scene.named(step.state())));
      boolean included = step.seen().startsWith("wiki") && !step.seen().startsWith("wiki:");
      assertThat(cluster.credentialValues(scene.team, "bot"))
          .as(step.grant())
          .hasSize(included && scene.sendsGiven() ? 1 : 0);
      assertThat(readableByOthers(scene)).as(step.grant()).doesNotContain(GrantScene.GIVEN);
    }
  }

  /** Everything in the scene's namespaces that is no Secret, as YAML. */
  private String readableByOthers(GrantScene scene) {
    var client = cluster.client();
    var text = new StringBuilder();
    for (String ns : List.of(scene.org, scene.team)) {
      Stream.<List<? extends HasMetadata>>of(
              client.configMaps().inNamespace(ns).list().getItems(),
              client.events().v1().events().inNamespace(ns).list().getItems(),
              client
                  .resources(dev.toolrack.crds.McpConnector.class)
                  .inNamespace(ns)
                  .list()
                  .getItems(),
              client
                  .resources(dev.toolrack.crds.McpIntegration.class)
                  .inNamespace(ns)
                  .list()
                  .getItems(),
              client
                  .resources(dev.toolrack.crds.AgentToolBinding.class)
                  .inNamespace(ns)
                  .list()
                  .getItems())
          .flatMap(List::stream)
          .forEach(object -> text.append(Serialization.asYaml(object)));
    }
    return text.toString();
  }
}
