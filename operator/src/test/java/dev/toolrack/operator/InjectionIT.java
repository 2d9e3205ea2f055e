package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.SinceKubernetes;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods that ask for an agent's files get them, or are refused and told why. */
@KubernetesApi(crds = "crds/yaml")
@SinceKubernetes(36)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionIT {
  private static final String ASKS = "toolrack.dev/binding";
  private static final String MOUNT = "/etc/toolrack";
  private static final Table TABLE = Table.read();

  /** Adds a container after ours had its turn: it is the last by name. */
  private static final String SIDECAR_POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: sidecar.example.com}
      spec:
        matchConstraints:
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
          objectSelector: {matchLabels: {example.com/sidecar: "yes"}}
        failurePolicy: Fail
        reinvocationPolicy: Never
        mutations:
        - patchType: JSONPatch
          jsonPatch:
            expression: >-
              object.spec.containers.exists(c, c.name == 'sidecar') ? [] :
              [JSONPatch{op: 'add', path: '/spec/containers/-', value: Object.spec.containers{name: 'sidecar', image: 'sidecar'}}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: sidecar.example.com}
      spec: {policyName: sidecar.example.com}
      """;

  private KubernetesClient admin;
  private Cluster cluster;
  private Actors actors;
  private String namespace;

  /**
   * The file {@code policies/inject.yaml}.
   *
   * @param bindings of the pods' namespace: name and spec
   * @param elsewhere bindings of another namespace
   * @param pod what every case begins with
   */
  record Table(
      Map<String, JsonNode> bindings,
      Map<String, JsonNode> elsewhere,
      JsonNode pod,
      List<Case> cases) {

    static Table read() {
      String file = "/policies/inject.yaml";
      try (InputStream stream = InjectionIT.class.getResourceAsStream(file)) {
        return new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readValue(Objects.requireNonNull(stream, file), Table.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * One pod.
   *
   * @param as the user who creates it; absent = somebody who may
   * @param with how it differs, as a merge patch
   * @param mounted the containers that have the files afterwards
   * @param volumes names of all volumes, where it matters
   * @param binding whose files; {@code support-bot} unless said otherwise
   * @param env the environment of the first container, where it matters
   * @param refused part of the refusal
   */
  record Case(
      String title,
      @Nullable String as,
      JsonNode with,
      @Nullable List<String> mounted,
      @Nullable List<String> volumes,
      @Nullable String binding,
      @Nullable List<String> env,
      @Nullable String refused) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Case> cases() {
    return TABLE.cases();
  }

  @BeforeAll
  void prepare(KubernetesClient client, TestNamespace testNamespace) {
    admin = client;
    cluster = new Cluster(client);
    actors = new Actors(client);
    namespace = testNamespace.name();
    TABLE.bindings().forEach((name, spec) -> cluster.binding(namespace, name, spec.toString()));
    TABLE.elsewhere().forEach((name, spec) -> cluster.binding("default", name, spec.toString()));
    policies().forEach(object -> client.resource(object).forceConflicts().serverSideApply());
    Cluster.eventually(() -> {
      // The policies come into force one after the other.
      assertThat(refusal(labelled(ASKS, "probe"))).contains("'injected.toolrack.dev'");
      // Nor do they know of a binding as soon as it is there.
      assertThatCode(() -> created("editor", labelled(ASKS, "support-bot")))
          .doesNotThrowAnyException();
      assertThat(volumes(created("editor", labelled(ASKS, "support-bot"))))
          .containsExactly("toolrack");
      assertThat(
              created("editor", labelled("example.com/sidecar", "yes")).getSpec().getContainers())
          .hasSize(3);
    });
  }

  /** Other tests' pods are none of its business. */
  @AfterAll
  void remove() {
    policies().forEach(object -> admin.resource(object).delete());
    TABLE
        .elsewhere()
        .keySet()
        .forEach(name -> admin.resource(cluster.binding("default", name)).delete());
    actors.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isDecided(Case entry) {
    Pod pod = pod(entry.with());
    if (entry.refused() != null) {
      assertThat(refusal(pod)).contains(entry.refused()).contains("'injected.toolrack.dev'");
      return;
    }
    Pod created = created(entry.as() == null ? "editor" : entry.as(), pod);
    List<String> mounted = Objects.requireNonNull(entry.mounted(), "mounted or refused");
    assertThat(created.getSpec().getContainers())
        .filteredOn(InjectionIT::hasFiles)
        .extracting(Container::getName)
        .containsExactlyElementsOf(mounted);
    assertThat(created.getSpec().getInitContainers()).noneMatch(InjectionIT::hasFiles);
    if (entry.volumes() != null) {
      assertThat(volumes(created)).containsExactlyElementsOf(entry.volumes());
    }
    if (!mounted.isEmpty()) {
      assertFiles(created, entry.binding() == null ? "support-bot" : entry.binding());
    }
    if (entry.env() != null) {
      assertThat(created.getSpec().getContainers().getFirst().getEnv())
          .extracting(variable -> variable.getName() + "=" + variable.getValue())
          .containsExactlyInAnyOrderElementsOf(entry.env());
    }
  }

  /** Not only in a dry run; and who looks later finds no trace of anything else. */
  @Test
  void aPodIsReallyCreated() {
    Pod pod = labelled(ASKS, "support-bot");
    pod.getMetadata().setName("real");
    Pod created = actors.client("editor").resource(pod).create();
    assertFiles(created, "support-bot");
    assertThat(admin.resource(created).require().getSpec()).isEqualTo(created.getSpec());
    admin.resource(created).withGracePeriod(0).delete();
  }

  private void assertFiles(Pod pod, String binding) {
    assertThat(pod.getSpec().getVolumes())
        .filteredOn(volume -> volume.getName().equals("toolrack"))
        .singleElement()
        .extracting(volume -> volume.getProjected().getSources())
        .satisfies(sources -> {
          assertThat(sources).hasSize(2);
          assertThat(sources)
              .filteredOn(source -> source.getConfigMap() != null)
              .extracting(source -> source.getConfigMap().getName())
              .containsExactly(binding + "-toolset");
          assertThat(sources)
              .filteredOn(source -> source.getSecret() != null)
              .extracting(source -> source.getSecret().getName())
              .containsExactly(binding + "-credentials");
        });
    pod.getSpec().getContainers().stream()
        .filter(InjectionIT::hasFiles)
        .forEach(container -> {
          for (String name : List.of("TOOLRACK_TOOLSET", "TOOLRACK_MCP_CONFIG")) {
            assertThat(container.getEnv()).filteredOn(e -> e.getName().equals(name)).hasSize(1);
          }
        });
  }

  private static boolean hasFiles(Container container) {
    var mounts =
        container.getVolumeMounts().stream()
            .filter(mount -> mount.getName().equals("toolrack"))
            .toList();
    assertThat(mounts).allMatch(mount -> mount.getMountPath().equals(MOUNT) && mount.getReadOnly());
    assertThat(mounts).hasSizeLessThan(2);
    return !mounts.isEmpty();
  }

  private static List<String> volumes(Pod pod) {
    return pod.getSpec().getVolumes().stream().map(Volume::getName).toList();
  }

  private Pod created(String actor, Pod pod) {
    return actors.client(actor).resource(pod).dryRun().create();
  }

  private String refusal(Pod pod) {
    var refused =
        catchThrowableOfType(KubernetesClientException.class, () -> created("editor", pod));
    assertThat(refused).as("created").isNotNull();
    assertThat(refused.getCode()).isEqualTo(422);
    return Objects.requireNonNull(refused.getMessage());
  }

  /** The pod with one label only. */
  private Pod labelled(String key, String value) {
    Pod pod = pod(TABLE.pod());
    pod.getMetadata().setLabels(Map.of(key, value));
    return pod;
  }

  private Pod pod(JsonNode with) {
    var pod = (Pod) cluster.load(PolicyTable.merged(TABLE.pod(), with).toString()).getFirst();
    pod.getMetadata().setNamespace(namespace);
    return pod;
  }

  private Stream<HasMetadata> policies() {
    return Stream.concat(
        ShippedPolicies.named(admin, "inject").stream(), cluster.load(SIDECAR_POLICY).stream());
  }
}
