package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.Provisioned;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release's life in a cluster of its own: adopted definitions, upgrades forth and back with
 * objects in use, and what is left of it. Each step begins where the one before ended.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleaseIT {
  private static final List<String> KINDS =
      List.of("mcpconnectors", "mcpintegrations", "agenttoolbindings");
  @TempDir static Path home;
  static ControlPlane api;
  static KubernetesClient client;
  static Helm helm;
  static ReleasedObjects cluster;
  static Path older;

  @BeforeAll
  static void start() throws IOException {
    api = ControlPlane.start();
    client = api.newClient();
    helm = new Helm(Helm.shipped(), home, api.kubeconfigFile());
    cluster = new ReleasedObjects(helm, home.resolve("manifest.yaml"), KINDS);
    older = olderChart(home.resolve("toolrack"));
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  /** A chart of which the bindings have no field spec.budget yet. */
  private static Path olderChart(Path target) throws IOException {
    Path chart = NotesIT.copyOfTheChart(target);
    Path file = chart.resolve("files/crds/agenttoolbindings.toolrack.dev.yaml");
    String text = Files.readString(file);
    int from = text.indexOf("              budget:\n");
    assertThat(from).isPositive();
    int to = from + 1;
    do {
      to = text.indexOf('\n', to) + 1;
    } while (text.startsWith("               ", to) || text.startsWith("              - ", to));
    Files.writeString(file, text.substring(0, from) + text.substring(to));
    Path description = chart.resolve("Chart.yaml");
    Files.writeString(
        description,
        Files.readString(description).replaceFirst("(?m)^version: .*$", "version: 0.1.9"));
    return chart;
  }

  @Test
  @Order(1)
  void definitionsThatSomebodyAppliedAreTakenOverOnlyIfTold() {
    helm.kubectl("apply", "-f", older.resolve("files/crds").toString()).fine();
    helm.kubectl("create", "namespace", "toolrack").fine();
    assertThat(install(older).refusal())
        .contains("CustomResourceDefinition \"agenttoolbindings.toolrack.dev\"")
        .contains("invalid ownership metadata");
    install(older, "--take-ownership").fine();
    KINDS.forEach(
        kind -> assertThat(annotation(kind, "meta.helm.sh/release-name")).isEqualTo("toolrack"));
    assertThat(bindingsHaveABudget()).isFalse();
  }

  @Test
  @Order(2)
  void thereIsEverythingTheOperatorNeeds() {
    String deployed = helm.run("get", "manifest", "toolrack", "-n", "toolrack").fine();
    var rendered = Rendered.of(deployed);
    assertThat(rendered.names("MutatingAdmissionPolicy"))
        .isEqualTo(Provisioned.isSinceKubernetes(36) ? List.of("inject.toolrack.dev") : List.of());
    assertThat(
            helm.run("get", "notes", "toolrack", "-n", "toolrack")
                .fine()
                .contains("Injection is not available"))
        .isNotEqualTo(Provisioned.isSinceKubernetes(36));
    assertThat(client.apps().deployments().inNamespace("toolrack").withName("toolrack").get())
        .isNotNull();
  }

  @Test
  @Order(3)
  void objectsAreMade() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("objects.yaml"),
            """
            apiVersion: toolrack.dev/v1alpha1
            kind: McpConnector
            metadata: {name: notes, namespace: default}
            spec: {server: {url: "https://notes.example.com/mcp"}}
            ---
            apiVersion: toolrack.dev/v1alpha1
            kind: McpIntegration
            metadata: {name: notes, namespace: default}
            spec: {connectorRef: {name: notes}}
            ---
            apiVersion: toolrack.dev/v1alpha1
            kind: AgentToolBinding
            metadata: {name: bot, namespace: default}
            spec: {}
            """);
    eventually(() -> helm.kubectl("apply", "-f", file.toString()).exit() == 0);
  }

  @Test
  @Order(4)
  void anUpgradeUpgradesTheDefinitionsAndKeepsTheObjects() {
    var before = cluster.uids();
    // Who applied the definition first still owns it beside Helm, until it is different once.
    assertThat(upgrade(Helm.shipped()).refusal()).contains("conflict with \"kubectl");
    upgrade(Helm.shipped(), "--force-conflicts").fine();
    assertThat(bindingsHaveABudget()).isTrue();
    eventually(() ->
        helm.kubectl(
                    "patch",
                    "atb",
                    "bot",
                    "--type=merge",
                    "-p",
                    "{\"spec\":{\"budget\":{\"maxTools\":5}}}")
                .exit()
            == 0);
    assertThat(cluster.uids()).isEqualTo(before);
    assertThat(annotation("agenttoolbindings", "helm.sh/resource-policy")).isEqualTo("keep");
  }

  @Test
  @Order(5)
  void anUpgradeOfTheSameChangesNothing() {
    String before = cluster.versions();
    upgrade(Helm.shipped()).fine();
    assertThat(cluster.versions()).isEqualTo(before);
  }

  @Test
  @Order(6)
  void aRollbackTakesTheDefinitionsBackAndKeepsTheObjects() {
    var before = cluster.uids();
    helm.run("rollback", "toolrack", "1", "-n", "toolrack").fine();
    assertThat(bindingsHaveABudget()).isFalse();
    assertThat(cluster.uids()).isEqualTo(before);
    upgrade(Helm.shipped()).fine();
    assertThat(bindingsHaveABudget()).isTrue();
  }

  @Test
  @Order(7)
  void theReleaseFitsIntoItsSecret() {
    var secrets =
        client.secrets().inNamespace("toolrack").withLabel("owner", "helm").list().getItems();
    assertThat(secrets).isNotEmpty();
    // Kubernetes takes 1 MiB. Half of it is left for whoever puts this chart below another one.
    assertThat(secrets)
        .allSatisfy(secret ->
            assertThat(
                    Base64.getDecoder()
                        .decode(
                            secret
                                .getData()
                                .getOrDefault("release", "")
                                .getBytes(StandardCharsets.UTF_8)))
                .hasSizeBetween(10_000, 512 * 1024));
  }

  @Test
  @Order(8)
  void onlyDefinitionsAndObjectsAreLeft() {
    var before = cluster.uids();
    String said = helm.run("uninstall", "toolrack", "-n", "toolrack").fine();
    assertThat(said).contains("kept due to the resource policy");
    KINDS.forEach(kind -> assertThat(said).contains(kind + ".toolrack.dev"));
    assertThat(cluster.uids()).isEqualTo(before);
    assertThat(cluster.leftOvers()).isEmpty();
  }

  @Test
  @Order(9)
  void aNewReleaseOfTheSameNameNeedsNoPermission() {
    install(Helm.shipped()).fine();
  }

  @Test
  @Order(10)
  void definitionsThatAreNotKeptGoWithTheirObjects() {
    upgrade(Helm.shipped(), "--set", "crds.keep=false").fine();
    helm.run("uninstall", "toolrack", "-n", "toolrack").fine();
    eventually(() -> KINDS.stream().noneMatch(kind -> helm.kubectl("get", crd(kind)).exit() == 0));
  }

  private static Helm.Said install(Path chart, String... more) {
    return helm(chart, "install", more);
  }

  private static Helm.Said upgrade(Path chart, String... more) {
    return helm(chart, "upgrade", more);
  }

  private static Helm.Said helm(Path chart, String command, String... more) {
    var arguments =
        new ArrayList<>(List.of(command, "toolrack", chart.toString(), "-n", "toolrack"));
    arguments.addAll(Arrays.asList(more));
    return helm.run(arguments.toArray(String[]::new));
  }

  private static String crd(String kind) {
    return "crd/" + kind + ".toolrack.dev";
  }

  private static boolean bindingsHaveABudget() {
    return helm.kubectl("get", crd("agenttoolbindings"), "-o", "yaml").fine().contains("budget:");
  }

  private static String annotation(String kind, String name) {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(kind + ".toolrack.dev")
        .require()
        .getMetadata()
        .getAnnotations()
        .getOrDefault(name, "");
  }

  private static void eventually(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(condition::getAsBoolean);
  }
}
