package dev.toolrack.operator.shell.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BindingStoreTest {
  private final BindingStore store = new BindingStore(new Slim());

  @Test
  void aBindingComesBackWithWhatIsDecidedOn() {
    AgentToolBinding full = binding("acme", "bot", "5f0c7b1e-7c7e-4a53-9a55-0d7b1f1c0a03");
    store.put(store.getKey(full), full);
    AgentToolBinding kept = get("acme/bot");
    assertThat(kept.getSpec()).isEqualTo(full.getSpec());
    assertThat(kept.getStatus()).isEqualTo(full.getStatus());
    assertThat(kept.getKind()).isEqualTo("AgentToolBinding");
    assertThat(kept.getApiVersion()).isEqualTo("toolrack.dev/v1alpha1");
    var metadata = kept.getMetadata();
    assertThat(metadata.getName()).isEqualTo("bot");
    assertThat(metadata.getNamespace()).isEqualTo("acme");
    assertThat(metadata.getUid()).isEqualTo("5f0c7b1e-7c7e-4a53-9a55-0d7b1f1c0a03");
    assertThat(metadata.getGeneration()).isEqualTo(3);
    assertThat(metadata.getResourceVersion()).isEqualTo("42");
    assertThat(metadata.getManagedFields()).isEmpty();
    assertThat(kept.isMarkedForDeletion()).isFalse();
  }

  @Test
  void whatIsGoingIsGoing() {
    AgentToolBinding full = binding("acme", "bot", "not as usual");
    full.getMetadata().setDeletionTimestamp("2026-11-21T10:00:00Z");
    store.put(store.getKey(full), full);
    assertThat(get("acme/bot").isMarkedForDeletion()).isTrue();
    assertThat(get("acme/bot").getMetadata().getUid()).isEqualTo("not as usual");
  }

  @Test
  void aNewVersionTakesThePlaceOfTheOld() {
    AgentToolBinding before = binding("acme", "bot", "a");
    AgentToolBinding now = binding("acme", "bot", "b");
    now.getMetadata().setResourceVersion("43");
    assertThat(store.put("acme/bot", before)).isNull();
    assertThat(store.put("acme/bot", now))
        .extracting(b -> b.getMetadata().getResourceVersion())
        .isEqualTo("42");
    assertThat(get("acme/bot").getMetadata().getResourceVersion()).isEqualTo("43");
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.keySet()).containsExactly("acme/bot");
    assertThat(store.values())
        .singleElement()
        .extracting(b -> b.getMetadata().getUid())
        .isEqualTo("b");
  }

  @Test
  void bindingsAreFoundByTheirNamespace() {
    put("acme", "one");
    put("acme", "two");
    put("globex", "one");
    assertThat(store.in("acme"))
        .containsExactlyInAnyOrder(new ResourceID("one", "acme"), new ResourceID("two", "acme"));
    assertThat(store.everybody()).hasSize(3);
    store.remove("acme/one");
    store.remove("acme/two");
    assertThat(store.in("acme")).isEmpty();
    assertThat(store.in("nowhere")).isEmpty();
    assertThat(store.remove("acme/one")).isNull();
    assertThat(store.get("acme/one")).isNull();
    assertThat(store.everybody()).containsExactly(new ResourceID("one", "globex"));
  }

  @Test
  void whatBindingsHaveInCommonIsThereOnce() {
    put("acme", "one");
    put("acme", "two");
    AgentToolBinding one = get("acme/one");
    AgentToolBinding two = get("acme/two");
    assertThat(one.getSpec()).isSameAs(two.getSpec());
    assertThat(one.getStatus().integrations()).isSameAs(two.getStatus().integrations());
    assertThat(one.getStatus().conditions().getFirst())
        .isSameAs(two.getStatus().conditions().getFirst());
    assertThat(one.getMetadata().getNamespace()).isSameAs(two.getMetadata().getNamespace());
    assertThat(store.id(one)).isSameAs(store.id(binding("acme", "one", "x")));
  }

  @Test
  void oneThatIsNotHereHasANameAllTheSame() {
    assertThat(store.id(binding("acme", "bot", "x"))).isEqualTo(new ResourceID("bot", "acme"));
  }

  private AgentToolBinding get(String key) {
    return Objects.requireNonNull(store.get(key));
  }

  private void put(String namespace, String name) {
    store.put(namespace + "/" + name, binding(namespace, name, name));
  }

  private static AgentToolBinding binding(String namespace, String name, String uid) {
    return Serialization.unmarshal(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: AgentToolBinding
        metadata:
          name: %s
          namespace: %s
          uid: "%s"
          generation: 3
          resourceVersion: "42"
          labels: {helm: chart}
          annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}
          managedFields: [{manager: kubectl}]
        spec:
          servers: [{alias: wiki, required: true}]
        status:
          observedGeneration: 3
          path: acme
          servers: 1
          tools: 1234
          contextBytes: 56789
          integrations: [{integration: acme/wiki, alias: wiki, state: Included, tools: 4}]
          conditions:
          - {type: Ready, status: "True", reason: Ready, message: All is well., lastTransitionTime: "2026-11-21T09:00:00Z", observedGeneration: 3}
        """
            .formatted(name, namespace, uid),
        AgentToolBinding.class);
  }
}
