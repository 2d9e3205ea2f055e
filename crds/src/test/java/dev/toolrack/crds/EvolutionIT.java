package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.testbed.junit.KubernetesApi;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Objects of a newer version of the API lie in the cluster, after a downgrade or during an upgrade:
 * they are read without disturbing the others. The CRDs are loosened to get such objects in.
 */
@KubernetesApi(crds = "crds/yaml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvolutionIT {
  private static final String NAMESPACE = "default";

  private static final List<String> NEWER =
      List.of(NewerObjectsTest.CONNECTOR, NewerObjectsTest.INTEGRATION, NewerObjectsTest.BINDING);

  private final KubernetesClient client;

  EvolutionIT(KubernetesClient client) {
    this.client = client;
  }

  @BeforeAll
  void loosen() throws InterruptedException {
    for (var crd : Crds.all()) {
      replace(loose(crd));
    }
    awaitInForce(true);
  }

  @AfterAll
  void restore() throws InterruptedException {
    client.resources(McpConnector.class).inNamespace(NAMESPACE).delete();
    client.resources(McpIntegration.class).inNamespace(NAMESPACE).delete();
    client.resources(AgentToolBinding.class).inNamespace(NAMESPACE).delete();
    Crds.all().forEach(this::replace);
    awaitInForce(false);
  }

  /** The API server writes the status of definitions meanwhile: nothing but the spec is sent. */
  private void replace(CustomResourceDefinition crd) {
    client
        .resources(CustomResourceDefinition.class)
        .withName(crd.getMetadata().getName())
        .edit(live -> {
          live.setSpec(crd.getSpec());
          return live;
        });
  }

  /** The schema in force follows the CRD a moment later. */
  private void awaitInForce(boolean loose) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    for (var yaml : NEWER) {
      var probe = generic(yaml, "probe");
      var refusal = refusal(probe);
      while (refusal.isEmpty() != loose && System.nanoTime() < deadline) {
        Thread.sleep(50);
        refusal = refusal(probe);
      }
      assertThat(refusal.isEmpty()).as("loose: " + refusal).isEqualTo(loose);
    }
  }

  @Test
  void connectors() throws InterruptedException {
    var seen = watch(McpConnector.class, "connector-minimal.yaml", NewerObjectsTest.CONNECTOR);
    assertThat(seen.getSpec().type()).isEqualTo(ConnectorType.UNRECOGNISED);
    assertThat(seen.getSpec().unknown()).isEqualTo(Map.of("novelty", Map.of("a", List.of(1))));
  }

  @Test
  void integrations() throws InterruptedException {
    var seen =
        watch(McpIntegration.class, "integration-minimal.yaml", NewerObjectsTest.INTEGRATION);
    assertThat(seen.getSpec().access().from()).isEqualTo(AccessFrom.UNRECOGNISED);
    assertThat(Objects.requireNonNull(seen.getSpec().access().scope()).unknown())
        .isEqualTo(Map.of("novelty", 1));
  }

  @Test
  void bindings() throws InterruptedException {
    var seen = watch(AgentToolBinding.class, "binding-minimal.yaml", NewerObjectsTest.BINDING);
    assertThat(seen.getSpec().unknown()).isEqualTo(Map.of("novelty", 1));
  }

  /** Only here, because the type has one value so far. */
  @Test
  void typeIsImmutable() {
    var connector = generic(NewerObjectsTest.CONNECTOR, "immutable");
    var created = client.resource(connector).create();
    Map<String, Object> spec = Objects.requireNonNull(created.get("spec"));
    spec.put("type", "Simple");
    assertThatThrownBy(() -> client.resource(created).update())
        .hasMessageContaining("type: immutable; create a new connector to use another type");
  }

  /** The newer object, as an informer that also saw ordinary ones before and after it has it. */
  private <S, T, R extends CustomResource<S, T>> R watch(Class<R> type, String sample, String newer)
      throws InterruptedException {
    var seen = new ConcurrentHashMap<String, R>();
    client.resource(named(sample, "before")).create();
    var handler =
        new ResourceEventHandler<R>() {
          @Override
          public void onAdd(R object) {
            seen.put(object.getMetadata().getName(), object);
          }

          @Override
          public void onUpdate(R old, R object) {}

          @Override
          public void onDelete(R object, boolean unknown) {}
        };
    try (var informer = client.resources(type).inNamespace(NAMESPACE).inform(handler)) {
      client.resource(generic(newer, "newer")).create();
      client.resource(named(sample, "after")).create();
      var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!seen.containsKey("after") && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      assertThat(seen).containsKeys("before", "newer", "after");
      assertThat(informer.isWatching()).isTrue();
    }
    var read = client.resources(type).inNamespace(NAMESPACE).withName("newer").get();
    assertThat(Objects.requireNonNull(seen.get("newer")).getSpec()).isEqualTo(read.getSpec());
    return read;
  }

  private String refusal(GenericKubernetesResource probe) {
    try {
      var created = client.resource(probe).create();
      client.resource(created).delete();
      return created.get("spec", "novelty") == null ? "pruned" : "";
    } catch (KubernetesClientException notYet) {
      return Objects.requireNonNullElse(notYet.getMessage(), "refused");
    }
  }

  private static GenericKubernetesResource named(String sample, String name) {
    var object =
        Sample.all().filter(s -> s.name().equals(sample)).findFirst().orElseThrow().objects();
    return placed(object.getFirst(), name);
  }

  private static GenericKubernetesResource generic(String yaml, String name) {
    return placed(Crds.JSON.unmarshal(yaml, GenericKubernetesResource.class), name);
  }

  private static GenericKubernetesResource placed(GenericKubernetesResource object, String name) {
    object.getMetadata().setName(name);
    object.getMetadata().setNamespace(NAMESPACE);
    return object;
  }

  private static CustomResourceDefinition loose(CustomResourceDefinition crd) {
    Crds.flatten(Crds.root(crd))
        .forEach((path, schema) -> {
          schema.setEnum(List.of());
          if (!path.equals(".spec.type")) {
            schema.setXKubernetesValidations(List.of());
          }
          if (path.startsWith(".spec") && schema.getType().equals("object")) {
            schema.setXKubernetesPreserveUnknownFields(true);
          }
        });
    return crd;
  }
}
