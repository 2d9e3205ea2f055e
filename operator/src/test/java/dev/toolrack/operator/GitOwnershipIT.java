package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Git owns what it declares and the operator owns status: whoever applies server-side, as Argo CD
 * and Flux do, meets no conflict and finds no difference afterwards, so that nobody has to be told
 * what to ignore.
 */
class GitOwnershipIT extends OperatorCase {
  private static final String GIT = "argocd-controller";
  private static final List<String> OBJECTS =
      List.of("mcpconnectors/notes", "mcpintegrations/notes", "agenttoolbindings/bot");

  private String ns;
  private String manifests;
  private Program kubectl;

  @BeforeEach
  void synchronise(TestNamespace namespace, ControlPlane api) {
    ns = namespace.name();
    kubectl = Program.kubectl(api.kubeconfigFile());
    FakeEndpoint server =
        servers.endpoint("notes-" + ns).tools(TWO_TOOLS).requireToken("canary-token-t");
    cluster.secret(ns, "notes-token", "canary-token-t", "Namespace", server.url().toString());
    manifests =
        HealthCheck.read(
                HealthCheck.ROOT.resolve("operator/src/test/resources/gitops/declared.yaml"))
            .replace("NAMESPACE", ns)
            .replace("SERVER", server.url().toString());
    apply("--force-conflicts").fine();
    cluster.eventuallyState(ns, "notes", "Connected/PinnedOnFirstUse");
    cluster.eventuallyReachable(ns, "notes", "True/CredentialRequired");
    cluster.eventuallyTools(ns, "bot", "notes:get_note");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
  }

  private Program.Answer apply(String... more) {
    var arguments =
        new ArrayList<>(List.of("apply", "--server-side", "--field-manager", GIT, "-f", "-"));
    arguments.addAll(List.of(more));
    return kubectl.fed(manifests, arguments.toArray(String[]::new));
  }

  private JsonNode live(String object) {
    try {
      return new JsonMapper()
          .readTree(
              cluster
                  .client()
                  .raw("/apis/toolrack.dev/v1alpha1/namespaces/%s/%s".formatted(ns, object)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theOperatorOwnsStatusAndNothingElse() {
    for (String object : OBJECTS) {
      List<String> managers = new ArrayList<>();
      for (JsonNode entry : live(object).at("/metadata/managedFields")) {
        managers.add(entry.path("manager").asText());
        if (!entry.path("manager").asText().equals(GIT)) {
          assertThat(entry.path("subresource").asText()).as(object).isEqualTo("status");
          assertThat(entry.path("fieldsV1").fieldNames())
              .toIterable()
              .as(object)
              .containsExactly("f:status");
        }
      }
      assertThat(managers).as(object).contains(GIT, "toolrack");
    }
  }

  /** Without force, so that a field that somebody else owns would be a conflict. */
  @Test
  void applyingAgainIsNoConflictAndNoChange() {
    assertNothingHappens();
  }

  private void assertNothingHappens() {
    List<String> before = OBJECTS.stream().map(o -> version(o)).toList();
    apply().fine();
    assertThat(OBJECTS.stream().map(o -> version(o)).toList()).isEqualTo(before);
  }

  private String version(String object) {
    return live(object).at("/metadata/resourceVersion").asText();
  }

  @Test
  void thereIsNoDifferenceToWhatGitSays() {
    assertNoDifference();
  }

  private void assertNoDifference() {
    var diff = kubectl.fed(manifests, "diff", "--server-side", "--field-manager", GIT, "-f", "-");
    assertThat(diff).isEqualTo(new Program.Answer(0, "", ""));
  }

  /** A comparison of texts, which Argo CD does unless told otherwise: lists count as a whole. */
  @Test
  void whateverGitSaysIsThereWordForWord() {
    for (JsonNode declared : GitOpsManifests.documents(manifests)) {
      String plural = declared.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
      JsonNode live = live(plural + "/" + declared.at("/metadata/name").asText());
      assertContains(live, declared, plural);
    }
  }

  private static void assertContains(JsonNode live, JsonNode declared, String path) {
    if (!declared.isObject()) {
      assertThat(live).as(path).isEqualTo(declared);
      return;
    }
    declared
        .properties()
        .forEach(e -> assertContains(live.path(e.getKey()), e.getValue(), path + "." + e.getKey()));
  }

  /**
   * Otherwise Argo CD would take outputs for objects of Git that are no longer there, and prune
   * them.
   */
  @Test
  void outputsCarryNothingThatArgoFindsItsObjectsBy() {
    var outputs =
        List.of(
            cluster.client().configMaps().inNamespace(ns).withName("bot-toolset").require(),
            cluster.client().configMaps().inNamespace(ns).withName("notes-catalog").require(),
            cluster.client().secrets().inNamespace(ns).withName("bot-credentials").require());
    assertThat(outputs)
        .allSatisfy(output -> {
          assertThat(output.getMetadata().getLabels().keySet())
              .allMatch(key -> key.startsWith("toolrack.dev/"));
          var annotations = output.getMetadata().getAnnotations();
          if (annotations != null) {
            assertThat(annotations.keySet()).allMatch(key -> key.startsWith("toolrack.dev/"));
          }
        });
  }

  /** Asking for a test at hand is somebody else's annotation, and Git does not take it away. */
  @Test
  void aTestOnDemandIsNoDifferenceEither() {
    kubectl.run("annotate", "mcpi", "notes", "toolrack.dev/test=1", "-n", ns).fine();
    eventually(() ->
        assertThat(live("mcpintegrations/notes").at("/status/lastTest/nonce").asText())
            .isEqualTo("1"));
    assertNoDifference();
    assertNothingHappens();
  }
}
