package dev.toolrack.core.integration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.McpIntegrationStatus.ToolCounts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With onChange: Hold an integration offers what somebody approved. */
class DefinitionCheckTest {
  private static final String REF = OneIntegration.REF;
  private static final String GET = "{\"name\":\"get_issue\",\"inputSchema\":{}}";
  private static final String DELETE = "{\"name\":\"delete_issue\",\"inputSchema\":{}}";
  private static final DefinitionSet OLD = DefinitionSet.of(List.of(GET));
  private static final DefinitionSet NEW = DefinitionSet.of(List.of(GET, DELETE));

  private static World holding(String more) {
    return OneIntegration.changed(
        "tools: {rules: []}", "tools: {onChange: Hold%s}".formatted(more));
  }

  private static KnownTools tools(DefinitionSet set) {
    return KnownTools.of(set.tools());
  }

  /** A server that lists {@code live}, and what is on record of it. */
  private static IntegrationOutcome decided(
      World world, KnownTools live, Optional<KnownTools> waiting, DefinitionRecords records) {
    Knowledge good = OneIntegration.world().verified().knowledge(REF);
    VerifiedServer server = good.lastGood().orElseThrow().with(live, waiting);
    Knowledge knowledge =
        new Knowledge(
            Optional.of(server),
            good.latest(),
            good.lastSeen(),
            Optional.empty(),
            Optional.empty(),
            records);
    return world.knowing(REF, knowledge).integration(REF);
  }

  private static List<String> on(IntegrationOutcome outcome) {
    return outcome.view().availability() instanceof Availability.Available(var server)
        ? server.tools().stream().filter(t -> t.verdict().enabled()).map(t -> t.name()).toList()
        : List.of();
  }

  private static DefinitionRecords pinned(DefinitionSet set) {
    return new DefinitionRecords(Optional.of(set.digest()), stored(set), Optional.empty());
  }

  private static StoredSets stored(DefinitionSet set) {
    return StoredSets.none()
        .after(set.digest(), set.digest(), Optional.of(set), StoredSets.MAX_BYTES);
  }

  private static Reason approval(IntegrationOutcome outcome) {
    return Conditions.loudest(
            outcome.findings().stream()
                .filter(f -> f.type().wire().equals("ToolsApproved"))
                .toList())
        .orElseThrow()
        .reason();
  }

  @Tag("hold-3")
  @Test
  void whatIsVerifiedFirstIsPinnedAndPutOnRecord() {
    IntegrationOutcome outcome =
        decided(holding(""), tools(OLD), Optional.empty(), DefinitionRecords.none().listed(OLD));
    assertThat(approval(outcome)).isEqualTo(Reason.PINNED_ON_FIRST_USE);
    assertThat(outcome.records().pinned()).contains(OLD.digest());
    assertThat(outcome.records().stored().contains(OLD.digest())).isTrue();
    assertThat(outcome.records().latest()).as("once stored it need not be kept").isEmpty();
    assertThat(outcome.verification().orElseThrow().definitions()).isTrue();
    assertThat(requireNonNull(outcome.facts().tools()).pinnedDigest()).isEqualTo(OLD.digest());
  }

  @Tag("drift-4")
  @Test
  void whatAPersonApprovedDoesNotWaitForAdditionsToBeDue() {
    KnownTools narrowed = new KnownTools(tools(OLD).tools(), List.of(), NEW.digest());
    IntegrationOutcome waits =
        decided(holding(""), narrowed, Optional.of(tools(NEW)), pinned(OLD).listed(NEW));
    assertThat(on(waits)).containsExactly("get_issue");
    World approving = holding(", approvedDigest: \"%s\"".formatted(NEW.digest()));
    IntegrationOutcome approved =
        decided(approving, narrowed, Optional.of(tools(NEW)), pinned(OLD).listed(NEW));
    assertThat(on(approved)).containsExactly("delete_issue", "get_issue");
    assertThat(approval(approved)).isEqualTo(Reason.TOOLS_APPROVED);
  }

  @Tag("hold-4")
  @Test
  void aRuleThatTurnsAHeldToolOffIsTheReason() {
    World off =
        holding(", rules: [{name: no-delete, match: {names: [\"delete_*\"]}, enabled: false}]");
    IntegrationOutcome outcome =
        decided(off, tools(NEW), Optional.empty(), pinned(OLD).listed(NEW));
    assertThat(outcome.catalog().orElseThrow())
        .contains("integration acme/github rule no-delete")
        .doesNotContain("held:");
    assertThat(requireNonNull(outcome.facts().tools()).held()).isEqualTo(1);
  }

  @Tag("hold-7")
  @Test
  void withoutARecordNothingIsOfferedAndTheIntegrationSaysSo() {
    IntegrationOutcome outcome =
        decided(
            holding(""),
            tools(NEW),
            Optional.empty(),
            new DefinitionRecords(Optional.of(OLD.digest()), StoredSets.none(), Optional.of(NEW)));
    assertThat(approval(outcome)).isEqualTo(Reason.APPROVED_SET_UNKNOWN);
    assertThat(outcome.view().availability())
        .isEqualTo(new Availability.Unavailable(Reason.APPROVED_SET_UNKNOWN));
    assertThat(outcome.records().stored().contains(NEW.digest())).as("to be reviewed").isTrue();
  }

  @Tag("hold-9")
  @Test
  void thePinStaysInTheStatusOfWhatIsUnusable() {
    World off = OneIntegration.changed("enabled: true # of integration", "enabled: false");
    IntegrationOutcome outcome = decided(off, tools(NEW), Optional.empty(), pinned(OLD));
    assertThat(outcome.facts().tools()).isEqualTo(ToolCounts.pinnedOnly(OLD.digest()));
    assertThat(outcome.records()).isEqualTo(pinned(OLD));
  }

  @Test
  void whatDoesNotFitIntoTheCatalogIsSaid() {
    var raws = new ArrayList<String>();
    var random = new Random(3);
    for (int i = 0; i < 40; i++) {
      byte[] noise = new byte[30_000];
      random.nextBytes(noise);
      raws.add(
          "{\"name\":\"t%d\",\"inputSchema\":{},\"x\":\"%s\"}"
              .formatted(i, HexFormat.of().formatHex(noise)));
    }
    DefinitionSet large = DefinitionSet.of(ToolSet.of(raws));
    IntegrationOutcome outcome =
        decided(
            holding(""), tools(large), Optional.empty(), DefinitionRecords.none().listed(large));
    assertThat(outcome.findings()).anyMatch(f -> f.reason() == Reason.CATALOG_TOO_LARGE);
    assertThat(on(outcome)).hasSize(40);
  }

  @Test
  void anApprovalThatHasNoEffectIsTold() {
    World accepting =
        OneIntegration.changed(
            "tools: {rules: []}", "tools: {approvedDigest: \"%s\"}".formatted(OLD.digest()));
    assertThat(accepting.verified().integration(REF).findings())
        .anyMatch(f ->
            f.reason() == Reason.CHANGES_ACCEPTED
                && f.message().contains("has no effect without onChange: Hold"));
  }
}
