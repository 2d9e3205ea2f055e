package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.core.drift.StoredSets.Role;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegrationStatus.LastTest;
import dev.toolrack.crds.McpIntegrationStatus.ToolCounts;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With onChange: Hold nobody gets a definition that no person approved. */
class HoldIT extends OperatorCase {
  private static final String GET = tool("get_note", "Get a note");
  private static final String CREATE = tool("create_note", "Create a note");
  private static final String CREATE_MORE = tool("create_note", "Create a note, or several");
  private static final String DELETE = tool("delete_note", "Delete a note");

  private static final String OLD = digest(GET, CREATE);
  private static final String NEW = digest(GET, CREATE_MORE, DELETE);

  private String ns;
  private FakeEndpoint server;
  private int tests;

  private static String tool(String name, String description) {
    return "{\"name\":\"%s\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}"
        .formatted(name, description);
  }

  private static String digest(String... tools) {
    return DefinitionSet.of(List.of(tools)).digest();
  }

  /** A server that is verified and not asked again for a long time. */
  @BeforeEach
  void settle(TestNamespace namespace) {
    ns = namespace.name();
    server = servers.endpoint("server-" + ns);
    lists(GET, CREATE);
    connector("");
    integration("onChange: Hold");
    cluster.binding(ns, "bot", "");
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:get_note");
    eventuallyApproval("True/PinnedOnFirstUse");
  }

  private void lists(String... tools) {
    server.tools("[" + String.join(",", tools) + "]");
  }

  private void connector(String tools) {
    cluster.connector(
        ns,
        "notes",
        "{server: {url: \"%s\"}, verify: {interval: 9h}, tools: {%s}}"
            .formatted(server.url(), tools));
  }

  private void integration(String tools) {
    cluster.integration(ns, "notes", "{connectorRef: {name: notes}, tools: {%s}}".formatted(tools));
  }

  /** The server lists other tools, and somebody has it asked. */
  private void changes(String... tools) {
    lists(tools);
    String nonce = "test-" + ++tests;
    cluster
        .client()
        .resource(cluster.integration(ns, "notes"))
        .edit(i -> {
          i.getMetadata().setAnnotations(Map.of(Api.TEST_ANNOTATION, nonce));
          return i;
        });
    eventually(() ->
        assertThat(cluster.integration(ns, "notes").getStatus().lastTest())
            .isNotNull()
            .extracting(LastTest::nonce)
            .isEqualTo(nonce));
  }

  private Optional<Condition> approval() {
    return cluster.integration(ns, "notes").getStatus().conditions().stream()
        .filter(c -> c.getType().equals("ToolsApproved"))
        .findFirst();
  }

  private void eventuallyApproval(String expected) {
    eventually(() ->
        assertThat(approval().map(c -> c.getStatus() + "/" + c.getReason())).contains(expected));
  }

  private ToolCounts counts() {
    return requireNonNull(cluster.integration(ns, "notes").getStatus().tools());
  }

  private ConfigMap catalog() {
    return cluster.client().configMaps().inNamespace(ns).withName("notes-catalog").get();
  }

  private Map<Role, String> stored() {
    var sets = new EnumMap<Role, String>(Role.class);
    ConfigMap catalog = catalog();
    String file = catalog == null ? "" : catalog.getBinaryData().getOrDefault(StoredSets.FILE, "");
    StoredSets.read(file).sets().forEach((role, set) -> sets.put(role, set.digest()));
    return sets;
  }

  private void restart(Runnable meanwhile) {
    operator.close();
    meanwhile.run();
    operator = RunningOperator.start(operatorConfig);
    // A binding that comes after the restart is served when everything before it was looked at.
    cluster.binding(ns, "late-" + ++tests, "");
    eventually(() ->
        assertThat(cluster.bindingReady(ns, "late-" + tests)).isNotEmpty().isNotEqualTo("null"));
  }

  @Tag("hold-3")
  @Test
  void whatIsVerifiedFirstIsPinnedAndTheMessagePrintsTheDigestToCommit() {
    assertThat(approval().orElseThrow().getMessage())
        .endsWith("set spec.tools.approvedDigest: " + OLD);
    assertThat(counts().pinnedDigest()).isEqualTo(OLD);
    assertThat(counts().liveDigest()).isEqualTo(OLD);
    assertThat(counts().held()).isZero();
    eventually(() -> assertThat(stored()).isEqualTo(Map.of(Role.APPROVED, OLD)));
    JsonNode tools = cluster.toolset(ns, "bot").at("/servers/0/tools");
    assertThat(tools.findValuesAsText("digest")).hasSize(2).allMatch(d -> d.startsWith("sha256:"));
    integration("onChange: Hold, approvedDigest: \"%s\"".formatted(OLD));
    eventuallyApproval("True/ToolsApproved");
  }

  @Tag("drift-4")
  @Tag("hold-2")
  @Tag("hold-4")
  @Test
  void aChangeIsHeldUntilItsDigestIsCommittedAndTakenBackWithIt() {
    changes(GET, CREATE_MORE, DELETE);
    cluster.eventuallyTools(ns, "bot", "notes:get_note");
    eventuallyApproval("False/ToolsHeld");
    assertThat(approval().orElseThrow().getMessage())
        .startsWith(
            "2 of 3 tools are off: create_note (definition changed), delete_note (new tool).")
        .contains("kubectl toolrack diff notes -n " + ns, NEW);
    cluster.eventuallyState(ns, "notes", "Connected/ToolsHeld");
    assertThat(counts().held()).isEqualTo(2);
    assertThat(counts().liveDigest()).isEqualTo(NEW);
    assertThat(stored()).isEqualTo(Map.of(Role.APPROVED, OLD, Role.WAITING, NEW));
    assertThat(catalog().getData().get("catalog.json")).contains("held: definition changed");

    integration("onChange: Hold, approvedDigest: \"%s\"".formatted(NEW));
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:delete_note", "notes:get_note");
    eventuallyApproval("True/ToolsApproved");
    assertThat(stored()).isEqualTo(Map.of(Role.APPROVED, NEW, Role.PREVIOUS, OLD));

    // The commit is reverted: what was approved before is still on record.
    integration("onChange: Hold, approvedDigest: \"%s\"".formatted(OLD));
    cluster.eventuallyTools(ns, "bot", "notes:get_note");
    eventuallyApproval("False/ToolsHeld");
    assertThat(stored()).isEqualTo(Map.of(Role.APPROVED, OLD, Role.WAITING, NEW));
  }

  @Test
  void aToolThatTheServerTakesAwayGoesWithoutApproval() {
    changes(GET);
    cluster.eventuallyTools(ns, "bot", "notes:get_note");
    eventuallyApproval("True/PinnedOnFirstUse");
  }

  @Test
  void peopleAreToldWhatChanged() {
    changes(GET, CREATE_MORE, DELETE);
    eventually(() ->
        assertThat(
                cluster.client().events().v1().events().inNamespace(ns).list().getItems().stream()
                    .filter(e -> "ToolsChanged".equals(e.getReason()))
                    .map(Event::getNote))
            .containsExactly(
                "The server's tools changed: added delete_note; changed create_note (text)."));
  }

  @Tag("drift-7")
  @Tag("hold-9")
  @Test
  void theConnectorHoldsForEveryIntegrationAndThePinStays() {
    integration("onChange: Accept");
    eventuallyApproval("True/ChangesAccepted");
    changes(GET, CREATE_MORE);
    eventually(() -> assertThat(counts().liveDigest()).isEqualTo(digest(GET, CREATE_MORE)));
    assertThat(counts().pinnedDigest()).isEqualTo(OLD);
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:get_note");

    connector("onChange: Hold");
    cluster.eventuallyTools(ns, "bot", "notes:get_note");
    eventuallyApproval("False/ToolsHeld");
  }

  @Tag("hold-9")
  @Test
  void thePinAndWhatIsOnRecordOutliveDisablingAndRestart() {
    cluster.integration(
        ns, "notes", "{connectorRef: {name: notes}, enabled: false, tools: {onChange: Hold}}");
    cluster.eventuallyState(ns, "notes", "Disabled/Disabled");
    assertThat(counts()).isEqualTo(ToolCounts.pinnedOnly(OLD));
    restart(() -> lists(GET, CREATE_MORE));
    integration("onChange: Hold");
    cluster.eventuallyTools(ns, "bot", "notes:get_note");
    eventuallyApproval("False/ToolsHeld");
    assertThat(counts().pinnedDigest()).isEqualTo(OLD);
  }

  @Tag("hold-6")
  @Tag("hold-7")
  @Test
  void withoutTheRecordOnlyTheVeryApprovedSetIsDelivered() {
    restart(() -> cluster.client().configMaps().inNamespace(ns).withName("notes-catalog").delete());
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:get_note");
    eventually(() -> assertThat(stored()).isEqualTo(Map.of(Role.APPROVED, OLD)));

    restart(() -> {
      cluster.client().configMaps().inNamespace(ns).withName("notes-catalog").delete();
      lists(GET, CREATE_MORE);
    });
    cluster.eventuallyTools(ns, "bot");
    eventuallyApproval("False/ApprovedSetUnknown");
    cluster.eventuallyState(ns, "notes", "Error/ApprovedSetUnknown");
    // After a restart it was unavailable before, because nobody had asked it yet.
    eventually(() ->
        assertThat(cluster.unavailable(ns, "bot")).containsExactly("notes:ApprovedSetUnknown"));

    integration("onChange: Hold, approvedDigest: \"%s\"".formatted(digest(GET, CREATE_MORE)));
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:get_note");
  }

  @Tag("hold-5")
  @Test
  void whoeverChangesTheRecordAddsNothing() {
    String forged =
        StoredSets.none()
            .after(OLD, OLD, Optional.of(DefinitionSet.of(List.of(GET, CREATE))), 900 * 1024)
            .file();
    String evil =
        StoredSets.none()
            .after(
                digest(GET, CREATE_MORE),
                digest(GET, CREATE_MORE),
                Optional.of(DefinitionSet.of(List.of(GET, CREATE_MORE))),
                900 * 1024)
            .file();
    assertThat(evil).isNotEqualTo(forged);
    // While the operator runs, the record is repaired.
    put(evil);
    eventually(() -> assertThat(stored()).isEqualTo(Map.of(Role.APPROVED, OLD)));
    // While it does not, other definitions count as what they are and not as what was approved.
    restart(() -> {
      put(evil);
      lists(GET, CREATE_MORE);
    });
    changes(GET, CREATE_MORE);
    eventuallyApproval("False/ApprovedSetUnknown");
    cluster.eventuallyTools(ns, "bot");
  }

  private void put(String file) {
    cluster.tamper(ns, "notes-catalog", map -> map.setBinaryData(Map.of(StoredSets.FILE, file)));
  }
}
