package dev.toolrack.operator.shell.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.AgentToolBindingSpec.Tools;
import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.AgentToolBindingStatus.Entry;
import dev.toolrack.crds.ServerState;
import dev.toolrack.operator.edge.SlimStore;
import dev.toolrack.operator.shell.gather.AliasRefusals;
import dev.toolrack.operator.shell.gather.BindingStore;
import dev.toolrack.operator.shell.gather.Deliveries;
import dev.toolrack.operator.shell.gather.Slim;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a binding with its outputs costs in memory that this project's own code holds. */
class FootprintTest {
  private static final int BINDINGS = 5_000;
  private static final int INTEGRATIONS = 20;

  /**
   * Bytes of the heap for one binding, of 2,500 that it may cost with what the framework holds of
   * it. With whole objects and a set for each binding it were some 12,000.
   */
  private static final long MOST = 1_400;

  private final Slim slim = new Slim();
  private final OutputDigest digest = new OutputDigest();
  private final BindingStore bindings = new BindingStore(slim);
  private final SlimStore<ConfigMap, Object> toolsets =
      new SlimStore<>(OutputForm.ofBinding(digest, ConfigMap::new, Labels.TOOLSET, "-toolset"));
  private final SlimStore<Secret, Object> credentials =
      new SlimStore<>(
          OutputForm.ofBinding(digest, Secret::new, Labels.CREDENTIALS, "-credentials"));
  private final Deliveries deliveries = new Deliveries();
  private final AliasRefusals refusals = new AliasRefusals(_ -> {});

  @Test
  void aBindingWithItsOutputsIsSmall() {
    remember(-1);
    long before = used();
    for (int i = 0; i < BINDINGS; i++) {
      remember(i);
    }
    long each = (used() - before) / BINDINGS;
    // After the last look: everything was reachable until then.
    assertThat(bindings.size()).isGreaterThan(BINDINGS);
    assertThat(toolsets.size() + credentials.size()).isGreaterThan(2 * BINDINGS);
    assertThat(deliveries.usersOf("acme")).hasSizeGreaterThan(BINDINGS);
    assertThat(refusals.finding(new IntegrationRef("acme", "server-1"), List.of())).isEmpty();
    assertThat(each).isBetween(100L, MOST);
  }

  /** As the caches and the reconciler do, with objects that share nothing yet. */
  private void remember(int number) {
    AgentToolBinding binding = binding(number);
    bindings.put(bindings.getKey(binding), binding);
    ConfigMap toolset = toolset(binding);
    toolsets.put(toolsets.getKey(toolset), toolset);
    Secret secret = secret(binding);
    credentials.put(credentials.getKey(secret), secret);
    var id = bindings.id(binding);
    deliveries.considering(id, integrations());
    deliveries.included(id, integrations());
    refusals.decided(id, Map.of());
  }

  private static AgentToolBinding binding(int number) {
    var binding = new AgentToolBinding();
    binding.setMetadata(
        new ObjectMetaBuilder()
            .withName("agent-" + number)
            .withNamespace("team-" + number / 20)
            .withUid(UUID.randomUUID().toString())
            .withGeneration(1L)
            .withResourceVersion(Integer.toString(100_000 + number))
            .withCreationTimestamp("2026-11-21T09:00:00Z")
            .build());
    binding.setSpec(
        new AgentToolBindingSpec(
            true, null, null, List.of(), new Tools(List.of(), Map.of()), null, Map.of()));
    binding.setStatus(
        new AgentToolBindingStatus(
            1L,
            "acme/team-" + number / 20,
            INTEGRATIONS,
            100,
            12_345L,
            integrations().stream()
                .map(ref -> new Entry(ref.toString(), ref.name(), ServerState.INCLUDED, 5, null))
                .toList(),
            Stream.of("Accepted", "Resolved", "Delivered", "Ready")
                .map(type ->
                    new Condition(
                        // One of many times: statuses are rarely of the same second.
                        "2026-11-21T09:%02d:%02dZ"
                            .formatted(number / 60 % 60, Math.abs(number % 60)),
                        type + " is all well, as it is with everybody.",
                        1L,
                        type,
                        "True",
                        type))
                .toList()));
    return binding;
  }

  private static ConfigMap toolset(AgentToolBinding binding) {
    String name = binding.getMetadata().getName() + "-toolset";
    return new ConfigMapBuilder()
        .withMetadata(stored(Labels.ofBinding(binding, name, Labels.TOOLSET)))
        .withData(Map.of("toolset.json", name.repeat(100)))
        .build();
  }

  private static Secret secret(AgentToolBinding binding) {
    String name = binding.getMetadata().getName() + "-credentials";
    return new SecretBuilder()
        .withMetadata(stored(Labels.ofBinding(binding, name, Labels.CREDENTIALS)))
        .withData(Map.of("KEY", name.repeat(100)))
        .build();
  }

  private static ObjectMeta stored(ObjectMeta desired) {
    return new ObjectMetaBuilder(desired)
        .withUid(UUID.randomUUID().toString())
        .withResourceVersion(Integer.toString(desired.hashCode()))
        .build();
  }

  private static Set<IntegrationRef> integrations() {
    return IntStream.range(0, INTEGRATIONS)
        .mapToObj(i -> new IntegrationRef(new String("acme"), "server-" + i))
        .collect(Collectors.toSet());
  }

  /** Bytes of the heap that something refers to. */
  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
