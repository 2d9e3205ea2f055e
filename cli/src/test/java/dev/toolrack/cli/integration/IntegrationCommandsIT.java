package dev.toolrack.cli.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.cli.Run;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * test, diff and approve against a real API server, and what is said when it refuses. Where the
 * operator has to answer, the test does.
 */
@KubernetesApi(crds = "crds/yaml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntegrationCommandsIT {
  private static final String EDITOR = "toolrack-cli-editor";
  private static final DefinitionSet OLD = DefinitionSet.of(List.of(tool("get", "Gets")));
  private static final DefinitionSet NEW = DefinitionSet.of(List.of(tool("get", "Gets more")));

  private final ControlPlane plane;
  private final KubernetesClient client;
  private String ns = "";

  IntegrationCommandsIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  private static String tool(String name, String description) {
    return "{\"name\":\"%s\",\"description\":\"%s\",\"inputSchema\":{}}"
        .formatted(name, description);
  }

  /** May edit integrations, and has no power beyond that. */
  @BeforeAll
  void editor() throws IOException {
    role().forEach(object -> client.resource(object).create());
    powers().forEach(policy -> client.resource(policy).create());
  }

  @AfterAll
  void withdraw() throws IOException {
    powers().forEach(policy -> client.resource(policy).delete());
    role().forEach(object -> client.resource(object).delete());
  }

  private List<HasMetadata> role() {
    String yaml =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: %1$s}
        rules:
        - {apiGroups: [toolrack.dev], resources: [mcpintegrations], verbs: [get, patch, update]}
        - {apiGroups: [""], resources: [configmaps], verbs: [get]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %1$s}]
        """
            .formatted(EDITOR);
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  /** As the chart ships them. */
  private List<HasMetadata> powers() throws IOException {
    Path file = Provisioned.locate().root().resolve("helm/toolrack/files/policies/powers.yaml");
    try (var in = Files.newInputStream(file)) {
      return client.load(in).items();
    }
  }

  @BeforeEach
  void create(TestNamespace namespace) throws IOException {
    ns = namespace.name();
    McpIntegration integration = HeldChangeTest.integration("\"onChange\":\"Hold\"", "");
    integration.setStatus(null);
    integration.getMetadata().setNamespace(ns);
    client.resource(integration).create();
    ConfigMap catalog = HeldChangeTest.catalog(OLD, NEW);
    catalog.setMetadata(
        new ObjectMetaBuilder().withName("notes-catalog").withNamespace(ns).build());
    client.resource(catalog).create();
    status(
        "\"tools\":{\"total\":1,\"held\":1,\"pinnedDigest\":\"%s\",\"liveDigest\":\"%s\"}"
            .formatted(OLD.digest(), NEW.digest()));
  }

  private void status(String fields) {
    client
        .resources(McpIntegration.class)
        .inNamespace(ns)
        .withName("notes")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\":{\"observedGeneration\":1,%s}}".formatted(fields));
  }

  private McpIntegration integration() {
    return client.resources(McpIntegration.class).inNamespace(ns).withName("notes").get();
  }

  private Optional<String> approved() {
    return Optional.ofNullable(integration().getSpec().tools().approvedDigest());
  }

  private Run toolrack(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--kubeconfig", plane.kubeconfigFile().toString()));
    return Run.toolrack(all.toArray(String[]::new));
  }

  @Test
  void diffShowsWhatWaits() throws IOException {
    Run run = toolrack("diff", "notes", "-n", ns);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("@@ changed get (text)", "  - Gets\n  + Gets more\n");
    assertThat(run.status()).isEqualTo(ExitCode.BAD_NEWS);
    JsonNode json =
        new ObjectMapper().readTree(toolrack("diff", ns + "/notes", "-o", "json").out());
    assertThat(json.at("/tools/0/places/0/after").asText()).isEqualTo("\"Gets more\"");
    assertThat(json.path("liveDigest").asText()).isEqualTo(NEW.digest());
  }

  @Test
  void approvePrintsThePatchAndAppliesItOnlyIfAsked() {
    Run printed = toolrack("approve", "notes", "-n", ns);
    assertThat(printed.out())
        .contains(
            "+ Gets more",
            "# for Git; --apply sets it in the cluster:\napiVersion: toolrack.dev/v1alpha1\nkind: McpIntegration\nmetadata:\n  name: notes\n  namespace: "
                + ns
                + "\nspec:\n  tools:\n    approvedDigest: "
                + NEW.digest()
                + "\n");
    assertThat(approved()).isEmpty();
    Run applied = toolrack("approve", "notes", "-n", ns, "--apply", "--digest", NEW.digest());
    assertThat(applied.err()).isEmpty();
    assertThat(applied.out()).contains("# set in the cluster; for Git:");
    assertThat(approved()).contains(NEW.digest());
    assertThat(toolrack("diff", "notes", "-n", ns).status()).isZero();
    assertThat(toolrack("approve", "notes", "-n", ns, "--apply").out())
        .contains("nothing is held; the server lists what was approved");
  }

  @Test
  void whatWasShownIsWhatIsApproved() {
    Run run = toolrack("approve", "notes", "-n", ns, "--apply", "--digest", OLD.digest());
    assertThat(run.err()).contains("what waits is not " + OLD.digest() + " any more");
    assertThat(run.status()).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(approved()).isEmpty();
  }

  @Test
  void whoLacksTheVerbIsToldSo() {
    // The policy is in force a moment after it is there.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          Run run = toolrack("approve", "notes", "-n", ns, "--apply", "--as", EDITOR);
          assertThat(run.err())
              .isEqualTo(
                  "error: you may not approve the tools of %s/notes: that needs the verb approve on mcpintegrations.policy.toolrack.dev; ask somebody who has it, or propose the patch in Git\n"
                      .formatted(ns));
          assertThat(run.out()).contains("# for Git; --apply");
          assertThat(run.status()).isEqualTo(ExitCode.NO_ANSWER);
        });
  }

  @Test
  void testWritesTheAnnotationAloneAndWaitsForItsAnswer() {
    long generation = integration().getMetadata().getGeneration();
    try (var _ = answers("Connected", "Connected · 1 tool · 2026-07-28")) {
      Run run = toolrack("test", "notes", "-n", ns);
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).isEqualTo(ns + "/notes: Connected\nConnected · 1 tool · 2026-07-28\n");
      assertThat(run.status()).isZero();
    }
    assertThat(integration().getMetadata().getGeneration()).isEqualTo(generation);
    try (var _ = answers("Error", "The server answered 401 to the credential. Renew it.")) {
      Run run = toolrack("test", "notes", "-n", ns, "-o", "yaml");
      assertThat(run.out())
          .contains(
              "result: Error\nmessage: The server answered 401 to the credential. Renew it.\n");
      assertThat(run.status()).isEqualTo(ExitCode.BAD_NEWS);
    }
  }

  /** Answers like the operator. */
  private Answers answers(String result, String message) {
    var informer =
        client
            .resources(McpIntegration.class)
            .inNamespace(ns)
            .inform(
                new Answering(nonce ->
                    status(
                        "\"lastTest\":{\"nonce\":\"%s\",\"result\":\"%s\",\"message\":\"%s\"}"
                            .formatted(nonce, result, message))));
    return informer::close;
  }

  /** Closes without trouble. */
  private interface Answers extends AutoCloseable {
    @Override
    void close();
  }

  @Test
  void anOperatorThatDoesNotRun() {
    Run run = toolrack("test", "notes", "-n", ns, "--timeout", "1");
    assertThat(run.err())
        .startsWith("error: the operator has not answered within 1 s; does it run");
    assertThat(run.status()).isEqualTo(ExitCode.NO_ANSWER);
  }

  @Test
  void troubleWithTheClusterIsOneSentence() throws IOException {
    assertThat(toolrack("diff", "nothing", "-n", ns).err())
        .isEqualTo(
            "error: McpIntegration %1$s/nothing is not there; kubectl get mcpintegrations -n %1$s lists those that are\n"
                .formatted(ns));
    assertThat(toolrack("diff", "notes", "-n", ns, "--as", "nobody-at-all").err())
        .startsWith("error: you may not do this: ")
        .contains("cannot get resource \"mcpintegrations\"")
        .endsWith("ask who runs the cluster for that right\n");
    assertThat(toolrack("diff", "notes", "--context", "no-such").err())
        .startsWith("error: --context: ");
    Path elsewhere = Files.createTempFile("kubeconfig", "");
    String kubeconfig = Files.readString(plane.kubeconfigFile());
    Files.writeString(
        elsewhere, kubeconfig.replaceFirst("https://127.0.0.1:[0-9]+", "https://127.0.0.1:1"));
    Run unreached =
        Run.toolrack(
            "diff", "notes", "--kubeconfig", elsewhere.toString(), "--request-timeout", "30");
    assertThat(unreached.err())
        .isEqualTo(
            "error: the cluster is not reached: nothing listens there; is the right context chosen, does the cluster run?\n");
    assertThat(unreached.status()).isEqualTo(ExitCode.NO_ANSWER);
    Files.writeString(
        elsewhere, kubeconfig.replaceFirst("https://127.0.0.1", "https://no-such-host.invalid"));
    assertThat(Run.toolrack("diff", "notes", "--kubeconfig", elsewhere.toString()).err())
        .contains("the name of its server is not known");
    Files.writeString(elsewhere, "{");
    assertThat(Run.toolrack("diff", "notes", "--kubeconfig", elsewhere.toString()).err())
        .contains("the kubeconfig cannot be understood");
    Files.delete(elsewhere);
  }
}
