package dev.toolrack.operator;

import static dev.toolrack.operator.GitOpsManifests.group;
import static dev.toolrack.operator.GitOpsManifests.kind;
import static dev.toolrack.operator.GitOpsManifests.name;
import static dev.toolrack.operator.GitOpsManifests.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.toolrack.operator.LuaHealth.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples for Argo CD and Flux: their fields, and that everything which one object says of
 * another, or of the repository, is so.
 */
class GitOpsExamplesTest {
  private static final GitOpsManifests ARGO = GitOpsManifests.below("examples/argocd");
  private static final GitOpsManifests FLUX = GitOpsManifests.below("examples/flux");

  static Stream<JsonNode> ofControllers() {
    return Stream.concat(ARGO.objects().stream(), FLUX.objects().stream())
        .filter(object -> !Set.of("ConfigMap", "Namespace").contains(kind(object)));
  }

  static List<JsonNode> applications() {
    return ARGO.of("Application").objects();
  }

  static List<JsonNode> kustomizations() {
    return FLUX.of("Kustomization").objects();
  }

  @ParameterizedTest
  @MethodSource("ofControllers")
  void hasDocumentedFieldsOnly(JsonNode object) {
    ObjectNode schemas =
        (ObjectNode)
            HealthCheck.yaml(
                HealthCheck.ROOT.resolve(
                    "operator/src/test/resources/gitops/manifests.schema.json"));
    assertThat(schemas.path("$defs").has(kind(object))).as(kind(object)).isTrue();
    schemas.put("$ref", "#/$defs/" + kind(object));
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schemas.toString());
    assertThat(schema.validate(object.toString(), InputFormat.JSON)).isEmpty();
  }

  /** Definitions and operator, connectors, integrations, bindings, agents. */
  @Test
  void wavesComeInOrder() {
    var waves = new ArrayList<String>();
    for (JsonNode application : GitOpsManifests.below("examples/argocd/apps").objects()) {
      waves.add(
          application.at("/metadata/annotations").path("argocd.argoproj.io/sync-wave").asText()
              + " "
              + name(application));
    }
    assertThat(waves)
        .containsExactly(
            "0 toolrack-operator",
            "1 toolrack-connectors",
            "2 toolrack-integrations",
            "3 toolrack-bindings",
            "4 support-agents");
  }

  @ParameterizedTest
  @MethodSource("applications")
  void projectsAdmitWhatTheirApplicationsBring(JsonNode application) {
    JsonNode project =
        ARGO.of("AppProject").named(application.at("/spec/project").asText()).path("spec");
    assertThat(texts(project.path("sourceRepos")))
        .contains(application.at("/spec/source/repoURL").asText());
    assertThat(destined(project, application.at("/spec/destination/namespace").asText())).isTrue();
    String path = application.at("/spec/source/path").asText();
    assertThat(HealthCheck.ROOT.resolve(path)).isDirectory();
    if (path.startsWith("helm/")) {
      return; // what the chart brings is compared in GitOpsExamplesIT
    }
    assertThat(GitOpsManifests.below(path).objects())
        .isNotEmpty()
        .allSatisfy(object -> {
          assertThat(admits(project.path("namespaceResourceWhitelist"), object)).isTrue();
          assertThat(destined(project, namespace(object))).as(namespace(object)).isTrue();
        });
  }

  /** Labels of Namespaces decide who gets whose tools. */
  @Test
  void nobodyButThePlatformBringsObjectsOfTheCluster() {
    for (JsonNode project : ARGO.of("AppProject").objects()) {
      JsonNode cluster = project.at("/spec/clusterResourceWhitelist");
      assertThat(cluster.isEmpty()).isNotEqualTo(name(project).equals("toolrack-platform"));
      assertThat(cluster).noneMatch(kind -> kind.path("kind").asText().matches("Namespace|\\*"));
    }
    assertThat(ARGO.of("AppProject").named("toolrack-tools").at("/spec/namespaceResourceWhitelist"))
        .extracting(kind -> kind.path("group").asText() + "/" + kind.path("kind").asText())
        .containsExactly(
            "toolrack.dev/McpConnector",
            "toolrack.dev/McpIntegration",
            "toolrack.dev/AgentToolBinding");
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void kustomizationsReferToWhatIsThere(JsonNode kustomization) {
    JsonNode spec = kustomization.path("spec");
    FLUX.of("GitRepository").named(spec.at("/sourceRef/name").asText());
    GitOpsManifests brought = GitOpsManifests.below(spec.path("path").asText());
    assertThat(brought.objects()).isNotEmpty();
    for (JsonNode check : spec.path("healthChecks")) {
      JsonNode object = brought.of(check.path("kind").asText()).named(check.path("name").asText());
      assertThat(object.path("apiVersion")).isEqualTo(check.path("apiVersion"));
      assertThat(namespace(object)).isEqualTo(check.path("namespace").asText());
    }
    assertThat(spec.path("wait").asBoolean() || spec.has("healthChecks")).isTrue();
    List<String> before =
        kustomizations().stream()
            .map(GitOpsManifests::name)
            .takeWhile(name -> !name.equals(name(kustomization)))
            .toList();
    assertThat(before)
        .containsAll(
            StreamSupport.stream(spec.path("dependsOn").spliterator(), false)
                .map(other -> other.path("name").asText())
                .toList());
  }

  @Test
  void theReleaseIsOfThisChart() {
    JsonNode chart = FLUX.of("HelmRelease").named("toolrack").at("/spec/chart/spec");
    assertThat(HealthCheck.ROOT.resolve(chart.path("chart").asText()).resolve("Chart.yaml"))
        .isRegularFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Healthy", "Degraded", "Progressing", "Missing", "Unknown"})
  void applicationsHandTheirHealthOn(String health) {
    assertThat(ofApplication("{status: {health: {status: %s, message: why}}}".formatted(health)))
        .isEqualTo(new Health(health, "why"));
  }

  @Test
  void noWaveWaitsForWhatSomebodySwitchedOff() {
    assertThat(ofApplication("{status: {health: {status: Suspended}}}"))
        .isEqualTo(new Health("Healthy", ""));
    assertThat(ofApplication("{}").status()).isEqualTo("Progressing");
    assertThat(ofApplication("{status: {sync: {}}}").status()).isEqualTo("Progressing");
  }

  private static Health ofApplication(String yaml) {
    String script =
        ARGO.named("argocd-cm")
            .path("data")
            .path("resource.customizations.health.argoproj.io_Application")
            .asText();
    return LuaHealth.of(script, GitOpsManifests.documents(yaml).getFirst());
  }

  static boolean admits(JsonNode kinds, JsonNode object) {
    return StreamSupport.stream(kinds.spliterator(), false)
        .anyMatch(admitted ->
            matches(admitted.path("group").asText(), group(object))
                && matches(admitted.path("kind").asText(), kind(object)));
  }

  private static boolean destined(JsonNode project, String namespace) {
    return StreamSupport.stream(project.path("destinations").spliterator(), false)
        .anyMatch(destination -> matches(destination.path("namespace").asText(), namespace));
  }

  private static boolean matches(String glob, String text) {
    return text.matches(glob.replace(".", "\\.").replace("*", ".*"));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
