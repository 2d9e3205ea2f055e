package dev.toolrack.core.integration;

import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.drift.Definitions;
import dev.toolrack.core.drift.Hold;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegrationSpec;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of the listed definitions may be delivered: all of them, or with {@code onChange: Hold}
 * those that somebody approved.
 *
 * @param tools what counts of what the server lists
 * @param hold what is let through; empty = everything is
 * @param finding about the condition ToolsApproved
 * @param records what was on record before
 */
record DefinitionCheck(
    KnownTools tools, Optional<Hold> hold, Finding finding, DefinitionRecords records) {
  /** Tools named in one message. */
  private static final int NAMED = 5;

  /** "Effective onChange = stricter of connector and integration." */
  static boolean holds(McpIntegrationSpec integration, ConnectorFacts connector) {
    return integration.tools().onChange().holds() || connector.spec().tools().onChange().holds();
  }

  static DefinitionCheck of(
      IntegrationSnapshot snapshot, ConnectorFacts connector, VerifiedServer server) {
    DefinitionRecords records = snapshot.knowledge().records();
    Optional<String> approvedDigest = Optional.ofNullable(snapshot.spec().tools().approvedDigest());
    if (!holds(snapshot.spec(), connector)) {
      return new DefinitionCheck(
          server.tools(), Optional.empty(), accepted(approvedDigest), records);
    }
    // What a person has approved does not wait for additions to be due.
    KnownTools tools =
        server
            .waiting()
            .filter(waiting -> approvedDigest.filter(waiting.digest()::equals).isPresent())
            .orElse(server.tools());
    Hold hold =
        Hold.of(approvedDigest, records.pinned(), records.stored().all(), Definitions.of(tools));
    return new DefinitionCheck(
        tools, Optional.of(hold), finding(snapshot.ref(), hold, tools), records);
  }

  /** What is left of a verdict about a tool. */
  Verdict heldBack(String tool, Verdict verdict) {
    return hold.map(hold -> hold.held().get(tool))
        .map(why -> verdict.heldBack(why.words()))
        .orElse(verdict);
  }

  /** Number of tools that are held. */
  int held() {
    return hold.map(h -> h.held().size()).orElse(0);
  }

  /** What {@code status.tools.pinnedDigest} has to be. */
  Optional<String> pinned() {
    return hold.map(Hold::pin).orElseGet(records::pinned);
  }

  /** Whether nobody knows what was approved. */
  boolean unknown() {
    return hold.filter(h -> h.outcome() == Hold.Outcome.UNKNOWN).isPresent();
  }

  /**
   * What is to be on record from now on.
   *
   * @param room bytes that the stored sets may have
   */
  DefinitionRecords recorded(int room) {
    if (hold.isEmpty()) {
      return records;
    }
    StoredSets stored =
        records.stored().after(hold.get().asked(), tools.digest(), records.latest(), room);
    return new DefinitionRecords(
        pinned(), stored, records.latest().filter(set -> !stored.contains(set.digest())));
  }

  private static Finding accepted(Optional<String> approvedDigest) {
    return approvedDigest.isEmpty()
        ? Finding.of(ConditionType.TOOLS_APPROVED, Reason.CHANGES_ACCEPTED)
        : Finding.of(
            ConditionType.TOOLS_APPROVED,
            Reason.CHANGES_ACCEPTED,
            Reason.CHANGES_ACCEPTED.meaning()
                + " spec.tools.approvedDigest has no effect without onChange: Hold.");
  }

  private static Finding finding(IntegrationRef ref, Hold hold, KnownTools tools) {
    return switch (hold.outcome()) {
      case APPROVED -> Finding.of(ConditionType.TOOLS_APPROVED, Reason.TOOLS_APPROVED);
      case PINNED ->
          Finding.of(
              ConditionType.TOOLS_APPROVED,
              Reason.PINNED_ON_FIRST_USE,
              "%s Review them and set spec.tools.approvedDigest: %s"
                  .formatted(Reason.PINNED_ON_FIRST_USE.meaning(), hold.asked()));
      case HELD ->
          Finding.of(
              ConditionType.TOOLS_APPROVED,
              Reason.TOOLS_HELD,
              "%d of %d tools %s off: %s. Review them with kubectl toolrack diff %s -n %s; to approve all, set spec.tools.approvedDigest: %s"
                  .formatted(
                      hold.held().size(),
                      tools.tools().size(),
                      hold.held().size() == 1 ? "is" : "are",
                      named(hold.held()),
                      ref.name(),
                      ref.namespace(),
                      tools.digest()));
      case UNKNOWN ->
          Finding.of(
              ConditionType.TOOLS_APPROVED,
              Reason.APPROVED_SET_UNKNOWN,
              "%s The server lists %s, asked for is %s. Review what it lists and set spec.tools.approvedDigest to that."
                  .formatted(Reason.APPROVED_SET_UNKNOWN.meaning(), tools.digest(), hold.asked()));
    };
  }

  private static String named(Map<String, Hold.Why> held) {
    String first =
        held.entrySet().stream()
            .limit(NAMED)
            .map(tool -> tool.getKey() + " (" + tool.getValue().words() + ")")
            .collect(Collectors.joining(", "));
    return held.size() > NAMED ? first + ", and %d more".formatted(held.size() - NAMED) : first;
  }
}
