package dev.toolrack.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.toolrack.operator.PolicyTable.Case;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the tables {@code policies/*.yaml}: allowed, or refused with the right words. */
@KubernetesApi(crds = "crds/yaml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyTablesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, PolicyTable> TABLES =
      Stream.of("scopes", "outputs", "operator", "status", "powers")
          .collect(
              Collectors.toMap(name -> name, PolicyTable::read, (a, _) -> a, LinkedHashMap::new));

  private final Map<String, HasMetadata> before = new HashMap<>();
  private KubernetesClient admin;
  private Actors actors;
  private String namespace;
  private int made;

  static List<Case> cases() {
    return TABLES.values().stream().flatMap(table -> table.cases().stream()).toList();
  }

  /** What is there before is made while nothing keeps anybody from it. */
  @BeforeAll
  void prepare(KubernetesClient client, TestNamespace testNamespace) {
    admin = client;
    namespace = testNamespace.name();
    ShippedPolicies.uninstall(admin);
    actors = new Actors(admin);
    for (PolicyTable table : TABLES.values()) {
      table.rbac().forEach(object -> apply(object.deepCopy()));
      table.cases().stream()
          .filter(entry -> entry.of() != null)
          .forEach(entry -> makeBefore(table, entry));
    }
    ShippedPolicies.install(admin);
  }

  @AfterAll
  void tidyUp() {
    actors.close();
    before.values().stream()
        .filter(object -> object.getKind().equals("Namespace"))
        .forEach(object -> admin.resource(object).delete());
  }

  @Tag("scope-14")
  @Tag("scope-15")
  @ParameterizedTest
  @MethodSource("cases")
  void isDecided(Case entry) {
    PolicyTable table = requireNonNull(TABLES.get(entry.table()));
    String refusal = table.refusal(entry);
    KubernetesClient client = actors.client(entry.as());
    if (refusal == null) {
      HasMetadata answer = send(client, table, entry);
      if (entry.kept() != null) {
        JsonNode tree = JSON.valueToTree(answer);
        assertThat(PolicyTable.merged(tree, entry.kept())).isEqualTo(tree);
      }
      return;
    }
    var refused =
        catchThrowableOfType(KubernetesClientException.class, () -> send(client, table, entry));
    assertThat(refused).as("allowed").isNotNull();
    assertThat(refused.getMessage()).contains(refusal);
    assertThat(refused.getMessage()).contains("'" + entry.table() + ".toolrack.dev'");
  }

  /** The API server understands every expression, and has nothing to say against the types. */
  @ParameterizedTest
  @MethodSource("policies")
  void isWellTyped(String policy) {
    Cluster.eventually(() -> {
      var status =
          admin
              .admissionRegistration()
              .v1()
              .validatingAdmissionPolicies()
              .withName(policy + ".toolrack.dev")
              .require()
              .getStatus();
      assertThat(status).isNotNull();
      assertThat(status.getTypeChecking()).isNotNull();
      assertThat(status.getTypeChecking().getExpressionWarnings()).isEmpty();
    });
  }

  static List<String> policies() {
    return List.copyOf(TABLES.keySet());
  }

  private @Nullable HasMetadata send(KubernetesClient client, PolicyTable table, Case entry) {
    if (entry.delete()) {
      client.resource(before(entry)).dryRun().delete();
      return null;
    }
    if (entry.create() != null) {
      var object = table.object(entry.create(), entry.with(), placeholders(entry.name()));
      return client.resource(typed(object)).dryRun().create();
    }
    if (entry.apply() != null) {
      return apply(client, entry);
    }
    if (entry.put() != null) {
      JsonNode whole = JSON.valueToTree(admin.resource(before(entry)).require());
      HasMetadata object = typed(PolicyTable.merged(whole, entry.put()));
      return entry.on() == null
          ? client.resource(object).dryRun().update()
          : client.resource(object).dryRun().subresource(entry.on()).update();
    }
    return patch(
        client, entry, PatchContext.of(PatchType.JSON_MERGE), requireNonNull(entry.patch()));
  }

  private HasMetadata apply(KubernetesClient client, Case entry) {
    ObjectNode applied = requireNonNull(entry.apply()).deepCopy();
    HasMetadata target;
    if (entry.of() == null) {
      target = typed(PolicyTable.filled(applied, placeholders(null)));
      applied = JSON.valueToTree(target);
    } else {
      target = before(entry);
      applied.put("apiVersion", target.getApiVersion()).put("kind", target.getKind());
    }
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("somebody")
            .withForce(true)
            .build();
    return patch(client, entry, context, applied, target);
  }

  private HasMetadata patch(
      KubernetesClient client, Case entry, PatchContext context, JsonNode patch) {
    var target = before(entry);
    var names = placeholders(target.getMetadata().getName().replaceFirst("-[a-z]+$", ""));
    return patch(client, entry, context, PolicyTable.filled(patch, names), target);
  }

  private static HasMetadata patch(
      KubernetesClient client,
      Case entry,
      PatchContext context,
      JsonNode patch,
      HasMetadata target) {
    var request = client.resource(target).dryRun();
    return entry.on() == null
        ? request.patch(context, patch.toString())
        : request.subresource(entry.on()).patch(context, patch.toString());
  }

  private void makeBefore(PolicyTable table, Case entry) {
    String key = entry.table() + entry.before();
    if (!before.containsKey(key)) {
      JsonNode object =
          table.object(requireNonNull(entry.of()), entry.made(), placeholders(entry.name()));
      before.put(key, apply(object));
    }
  }

  private HasMetadata before(Case entry) {
    return requireNonNull(before.get(entry.table() + entry.before()));
  }

  /** A name that nobody has yet, and the UIDs of owners of that name. */
  private UnaryOperator<String> placeholders(@Nullable String wanted) {
    String name = wanted == null ? "policy-case-%03d".formatted(made++) : wanted;
    return placeholder ->
        switch (placeholder) {
          case "binding" -> owner("AgentToolBinding", name, "{}");
          case "integration" -> owner("McpIntegration", name, "{connectorRef: {name: weather}}");
          default -> name;
        };
  }

  private String owner(String kind, String name, String spec) {
    String yaml =
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: %s
        metadata: {name: "%s"}
        spec: %s
        """
            .formatted(kind, name, spec);
    return before
        .computeIfAbsent("owner " + kind + name, _ -> admin.resource(typed(yaml)).create())
        .getMetadata()
        .getUid();
  }

  private HasMetadata apply(JsonNode object) {
    return admin.resource(typed(object)).forceConflicts().serverSideApply();
  }

  private HasMetadata typed(JsonNode object) {
    return typed(object.toString());
  }

  private HasMetadata typed(String text) {
    HasMetadata typed = new Cluster(admin).load(text).getFirst();
    boolean clusterWide =
        typed.getKind().equals("Namespace") || typed.getKind().startsWith("ClusterRole");
    if (!clusterWide && typed.getMetadata().getNamespace() == null) {
      typed.getMetadata().setNamespace(namespace);
    }
    return typed;
  }
}
