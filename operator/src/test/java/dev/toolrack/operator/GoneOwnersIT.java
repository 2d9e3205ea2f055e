package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Outputs whose binding is gone or goes, and catalogs whose integration does, also where Kubernetes
 * would keep them; and objects of others, which stay whatever they look like.
 */
class GoneOwnersIT extends OperatorCase {
  /** Some of them come while the deletion of the one before waits for a free hand. */
  private static final int REPLACED = 40;

  private String ns;

  @BeforeEach
  void settle(TestNamespace namespace) {
    ns = namespace.name();
    FakeEndpoint server =
        servers.endpoint("s-" + ns).tools(TWO_TOOLS).requireToken("canary-token-value");
    cluster.secret(ns, "token", "canary-token-value", "Namespace", server.url().toString());
    cluster.connector(ns, "notes", "server: {url: \"%s\"}".formatted(server.url()));
    cluster.integration(
        ns,
        "notes",
        """
        connectorRef: {name: notes}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.binding(ns, "bot", "{}");
    eventuallyDelivered();
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
  }

  @Test
  void outputsThatLostTheirReferenceAreMadeAnew() {
    operator.close();
    tamper(toolset(), m -> m.setOwnerReferences(List.of()));
    tamper(credentials(), m -> m.setOwnerReferences(List.of()));
    operator = RunningOperator.start(operatorConfig);
    // The operator has put everything in order again.
    eventually(() -> assertThat(owners(toolset())).containsExactly("bot"));
    eventually(() -> assertThat(owners(credentials())).containsExactly("bot"));
    eventuallyDelivered();
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
  }

  @Test
  void outputsOfABindingThatWentWhileTheOperatorWasDownGoToo() {
    operator.close();
    tamper(toolset(), m -> m.setOwnerReferences(List.of()));
    tamper(credentials(), m -> m.setOwnerReferences(List.of()));
    binding().delete();
    operator = RunningOperator.start(operatorConfig);
    eventuallyGone(toolset());
    eventuallyGone(credentials());
  }

  @Test
  void outputsOfABindingThatIsDeletedWithoutThemGoAllTheSame() {
    binding().withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    eventually(() -> assertThat(binding().get()).isNull());
    eventuallyGone(toolset());
    eventuallyGone(credentials());
  }

  @Test
  void aBindingOfTheSameNameGetsItsOwnOutputs() {
    operator.close();
    tamper(toolset(), m -> m.setOwnerReferences(List.of()));
    tamper(credentials(), m -> m.setOwnerReferences(List.of()));
    String before = credentials().require().getMetadata().getUid();
    binding().delete();
    cluster.binding(ns, "bot", "exclude: [notes]");
    operator = RunningOperator.start(operatorConfig);
    eventually(() -> assertThat(owners(credentials())).containsExactly("bot"));
    eventually(() -> assertThat(owners(toolset())).containsExactly("bot"));
    assertThat(credentials().require().getMetadata().getUid()).isNotEqualTo(before);
    assertThat(cluster.tools(ns, "bot")).isEmpty();
    assertThat(cluster.credentialValues(ns, "bot")).isEmpty();
  }

  /** As {@code kubectl replace --force} does it: the new one may come while the old one goes. */
  @Test
  void bindingsThatAreReplacedAreDecidedAboutLikeNewOnes() {
    List<String> names = IntStream.range(0, REPLACED).mapToObj(i -> "agent-" + i).toList();
    names.forEach(name -> cluster.binding(ns, name, "exclude: [notes]"));
    names.forEach(
        name -> eventually(() -> assertThat(cluster.bindingReady(ns, name)).isNotEmpty()));
    for (String name : names) {
      cluster.client().resources(AgentToolBinding.class).inNamespace(ns).withName(name).delete();
      cluster.binding(ns, name, "{}");
    }
    for (String name : names) {
      // The outputs of the ones before are left to the garbage collector.
      Cluster.await(Duration.ofMinutes(3))
          .untilAsserted(() ->
              assertThat(cluster.tools(ns, name))
                  .containsExactly("notes:create_note", "notes:get_note"));
    }
    // They hear of what changes later, too.
    cluster.integration(ns, "notes", "connectorRef: {name: notes}\nenabled: false");
    names.forEach(name -> cluster.eventuallyTools(ns, name));
  }

  @Test
  void whatBelongsToSomebodyElseStays() {
    operator.close();
    // Taken over by another owner, copied under another name, and made by hand.
    Secret other = cluster.client().secrets().inNamespace(ns).withName("token").require();
    tamper(
        toolset(),
        m ->
            m.setOwnerReferences(
                List.of(
                    new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Secret")
                        .withName("token")
                        .withUid(other.getMetadata().getUid())
                        .withController(true)
                        .build())));
    Secret copy = credentials().require();
    copy.getMetadata().setName("kept");
    copy.getMetadata().setOwnerReferences(List.of());
    copy.getMetadata().setResourceVersion(null);
    ShippedPolicies.lifted(cluster.client(), () -> cluster.client().resource(copy).create());
    tamper(credentials(), m -> m.setOwnerReferences(List.of()));
    String byHand =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: hand-toolset
          namespace: %s
          labels: {toolrack.dev/managed: toolset, toolrack.dev/binding: hand}
        data: {mine: "yes"}
        """
            .formatted(ns);
    ShippedPolicies.lifted(cluster.client(), () -> cluster.apply(byHand));
    binding().delete();
    operator = RunningOperator.start(operatorConfig);
    eventuallyGone(credentials());
    assertThat(toolset().get()).isNotNull();
    assertThat(cluster.client().secrets().inNamespace(ns).withName("kept").get()).isNotNull();
    assertThat(cluster.client().configMaps().inNamespace(ns).withName("hand-toolset").get())
        .isNotNull();
  }

  @Test
  void aBindingThatIsHeldByAFinalizerHasNothingAnyMore() {
    change(binding(), m -> m.setFinalizers(List.of("example.org/hold")));
    binding().delete();
    cluster.eventuallyTools(ns, "bot");
    eventually(
        () -> assertThat(cluster.credentials(ns, "bot")).containsOnlyKeys("mcp.resolved.json"));
    assertThat(cluster.credentials(ns, "bot").toString()).doesNotContain("canary-token-value");
    // Nothing is made anew for it.
    credentials().delete();
    cluster.integration(ns, "notes", "connectorRef: {name: notes}\nenabled: false");
    cluster.eventuallyState(ns, "notes", "Disabled/Disabled");
    assertThat(credentials().get()).isNull();
    change(binding(), m -> m.setFinalizers(List.of()));
  }

  @Test
  void aBindingThatIsHeldSinceTheOperatorWasDownHasNothingEither() {
    operator.close();
    change(binding(), m -> m.setFinalizers(List.of("example.org/hold")));
    binding().delete();
    operator = RunningOperator.start(operatorConfig);
    cluster.eventuallyTools(ns, "bot");
    eventually(
        () -> assertThat(cluster.credentials(ns, "bot")).containsOnlyKeys("mcp.resolved.json"));
    change(binding(), m -> m.setFinalizers(List.of()));
  }

  @Test
  void aCatalogThatLostItsReferenceGoesWithTheIntegration() {
    var catalog = cluster.client().configMaps().inNamespace(ns).withName("notes-catalog");
    var integration =
        cluster.client().resources(McpIntegration.class).inNamespace(ns).withName("notes");
    tamper(catalog, m -> m.setOwnerReferences(List.of()));
    eventually(() -> assertThat(owners(catalog)).containsExactly("notes"));
    integration.withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    eventually(() -> assertThat(integration.get()).isNull());
    eventuallyGone(catalog);
  }

  private Resource<ConfigMap> toolset() {
    return cluster.client().configMaps().inNamespace(ns).withName("bot-toolset");
  }

  private Resource<Secret> credentials() {
    return cluster.client().secrets().inNamespace(ns).withName("bot-credentials");
  }

  private Resource<AgentToolBinding> binding() {
    return cluster.client().resources(AgentToolBinding.class).inNamespace(ns).withName("bot");
  }

  private void eventuallyDelivered() {
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:get_note");
    eventually(() ->
        assertThat(cluster.credentialValues(ns, "bot")).containsExactly("canary-token-value"));
  }

  private static void eventuallyGone(Resource<?> object) {
    eventually(() -> assertThat(object.get()).isNull());
  }

  private static <T extends HasMetadata> List<String> owners(Resource<T> object) {
    T live = object.get();
    return live == null
        ? List.of()
        : live.getMetadata().getOwnerReferences().stream().map(o -> o.getName()).toList();
  }

  private <T extends HasMetadata> void tamper(Resource<T> output, Consumer<ObjectMeta> change) {
    cluster.tamper(output, live -> change.accept(live.getMetadata()));
  }

  private static <T extends HasMetadata> void change(
      Resource<T> object, Consumer<ObjectMeta> change) {
    object.edit(live -> {
      change.accept(live.getMetadata());
      return live;
    });
  }
}
