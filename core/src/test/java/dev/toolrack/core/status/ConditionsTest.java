package dev.toolrack.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionsTest {
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final Instant LATE = Instant.parse("2026-01-02T00:00:00Z");

  private static final List<ConditionType> TYPES =
      Arrays.stream(ConditionType.values()).filter(t -> t != ConditionType.READY).toList();
  private static final List<Reason> REASONS = List.of(Reason.values());

  private static <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static List<Condition> derive(List<Condition> before, Instant now, Finding... findings) {
    return Conditions.derive(List.of(findings), 5, before, now);
  }

  private static String shown(List<Condition> conditions) {
    return conditions.stream()
        .map(c -> c.getType() + "=" + c.getStatus() + ":" + c.getReason())
        .collect(Collectors.joining(" "));
  }

  private static Finding finding(String text) {
    String[] parts = text.split(":", 3);
    Finding finding = Finding.of(ConditionType.valueOf(parts[0]), Reason.valueOf(parts[1]));
    return parts.length == 3 ? finding.as(Effect.valueOf(parts[2])) : finding;
  }

  /** A connector is Ready whatever its server says, but that must not sound as if all were well. */
  @Test
  void readyDoesNotHideWhatItDoesNotFollow() {
    var reachable =
        Finding.of(ConditionType.REACHABLE, Reason.DESTINATION_FORBIDDEN).as(Effect.IMPAIRED);
    Condition ready = derive(List.of(), EARLY, reachable).getLast();
    assertThat(ready.getReason()).isEqualTo("Ready");
    assertThat(ready.getMessage()).contains("Reachable is False (DestinationForbidden)");
  }

  /** The table of api.md, Conditions. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACCEPTED:ACCEPTED VERIFIED:VERIFIED | Accepted=True:Accepted Verified=True:Verified Ready=True:Ready",
        "VERIFIED:NOT_VERIFIED_YET | Verified=Unknown:NotVerifiedYet Ready=False:NotVerifiedYet Reconciling=True:NotVerifiedYet",
        "CREDENTIALS_READY:SECRET_NOT_FOUND | CredentialsReady=False:SecretNotFound Ready=False:SecretNotFound Reconciling=True:SecretNotFound",
        "VERIFIED:UNREACHABLE:WAITING | Verified=False:Unreachable Ready=False:Unreachable Reconciling=True:Unreachable",
        "VERIFIED:UNREACHABLE | Verified=False:Unreachable Ready=True:Unreachable",
        "RESOLVED:PARTIALLY_AVAILABLE | Resolved=True:PartiallyAvailable Ready=True:PartiallyAvailable",
        "WITHIN_BUDGET:OVER_BUDGET | WithinBudget=False:OverBudget Ready=True:OverBudget",
        "ACCEPTED:DISABLED | Accepted=True:Disabled Ready=True:Disabled",
        "VERIFIED:CREDENTIAL_REJECTED | Verified=False:CredentialRejected Ready=False:CredentialRejected Stalled=True:CredentialRejected",
        "RESOLVED:NOT_FOUND DELIVERED:DELIVERED | Resolved=False:NotFound Delivered=True:Delivered Ready=False:NotFound Stalled=True:NotFound",
        "DELIVERED:OUTPUT_NAME_TAKEN | Delivered=False:OutputNameTaken Ready=False:OutputNameTaken Stalled=True:OutputNameTaken",
        "ACCEPTED:RULE_UNREACHABLE ACCEPTED:ACCEPTED | Accepted=True:RuleUnreachable Ready=True:RuleUnreachable",
        "VERIFIED:TIMEOUT ACCEPTED:RULE_UNREACHABLE | Accepted=True:RuleUnreachable Verified=False:Timeout Ready=True:Timeout",
        "RESOLVED:NOT_FOUND VERIFIED:NOT_VERIFIED_YET | Verified=Unknown:NotVerifiedYet Resolved=False:NotFound Ready=False:NotFound Stalled=True:NotFound",
        // Reachable informs: Ready never follows it.
        "ACCEPTED:ACCEPTED REACHABLE:REACHABLE | Accepted=True:Accepted Reachable=True:Reachable Ready=True:Ready",
        "ACCEPTED:ACCEPTED REACHABLE:CREDENTIAL_REQUIRED:NOTICE | Accepted=True:Accepted Reachable=True:CredentialRequired Ready=True:Ready",
        "ACCEPTED:ACCEPTED REACHABLE:UNREACHABLE | Accepted=True:Accepted Reachable=False:Unreachable Ready=True:Ready",
        "ACCEPTED:ACCEPTED REACHABLE:NEEDS_INTEGRATION | Accepted=True:Accepted Reachable=Unknown:NeedsIntegration Ready=True:Ready",
        "ACCEPTED:RULE_UNREACHABLE REACHABLE:TIMEOUT | Accepted=True:RuleUnreachable Reachable=False:Timeout Ready=True:RuleUnreachable",
        "ACCEPTED:URL_INVALID REACHABLE:URL_INVALID | Accepted=False:UrlInvalid Reachable=Unknown:UrlInvalid Ready=False:UrlInvalid Stalled=True:UrlInvalid",
        "ACCEPTED:DISABLED REACHABLE:DISABLED | Accepted=True:Disabled Reachable=Unknown:Disabled Ready=True:Disabled",
        "ACCEPTED:DISABLED RESOLVED:NOT_FOUND | Accepted=True:Disabled Resolved=False:NotFound Ready=True:Disabled",
      })
  void ready(String findings, String conditions) {
    Finding[] all =
        Arrays.stream(findings.split(" ", -1)).map(ConditionsTest::finding).toArray(Finding[]::new);
    assertThat(shown(derive(List.of(), EARLY, all))).isEqualTo(conditions);
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void kstatusFollowsFromReadyReconcilingAndStalled(Effect effect) {
    assertThat(effect.kstatus())
        .isEqualTo(
            switch (effect.extraCondition()) {
              case "Reconciling" -> "InProgress";
              case "Stalled" -> "Failed";
              default -> effect.ready().equals("True") ? "Current" : "InProgress";
            });
    assertThat(effect.ready().equals("True") && !effect.extraCondition().isEmpty()).isFalse();
  }

  @Test
  void aConditionKeepsItsTransitionTimeWhileItsStatusStays() {
    Finding waiting = finding("VERIFIED:UNREACHABLE:WAITING");
    List<Condition> first = derive(List.of(), EARLY, waiting);
    assertThat(first).allMatch(c -> c.getLastTransitionTime().equals("2026-01-01T00:00:00Z"));
    assertThat(first).allMatch(c -> c.getObservedGeneration() == 5);
    List<Condition> same = derive(first, LATE, finding("VERIFIED:TIMEOUT:WAITING"));
    assertThat(same).allMatch(c -> c.getLastTransitionTime().equals("2026-01-01T00:00:00Z"));
    assertThat(Conditions.same(first, same)).as("the reason differs").isFalse();
    List<Condition> stalled = derive(same, LATE, finding("VERIFIED:CREDENTIAL_REJECTED"));
    assertThat(stalled)
        .filteredOn(c -> c.getLastTransitionTime().equals("2026-01-02T00:00:00Z"))
        .extracting(Condition::getType)
        .containsExactly("Stalled");
    List<Condition> good = derive(stalled, LATE, finding("VERIFIED:VERIFIED"));
    assertThat(good).extracting(Condition::getType).containsExactly("Verified", "Ready");
    assertThat(good).allMatch(c -> c.getLastTransitionTime().equals("2026-01-02T00:00:00Z"));
  }

  @Test
  void sameIsTimelessAndOrderless() {
    List<Condition> early = derive(List.of(), EARLY, finding("VERIFIED:VERIFIED"));
    List<Condition> late = derive(List.of(), LATE, finding("VERIFIED:VERIFIED"));
    assertThat(early).isNotEqualTo(late);
    assertThat(Conditions.same(early, late.reversed())).isTrue();
    assertThat(Conditions.same(early, early.subList(0, 1))).isFalse();
    List<Condition> next = Conditions.derive(List.of(finding("VERIFIED:VERIFIED")), 6, early, LATE);
    assertThat(Conditions.same(early, next)).as("another generation").isFalse();
  }

  @Test
  void readyIsWhatTheLoudestFindingSays() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      var findings = new ArrayList<Finding>();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        findings.add(Finding.of(any(random, TYPES), any(random, REASONS)));
      }
      Effect effect =
          findings.stream()
              .filter(finding -> !finding.type().onlyInforms())
              .map(Finding::effect)
              .max(Effect::compareTo)
              .orElse(Effect.NONE);
      List<Condition> conditions = Conditions.derive(findings, 1, List.of(), EARLY);
      assertThat(conditions).extracting(Condition::getType).doesNotHaveDuplicates();
      assertThat(shown(conditions)).contains("Ready=" + effect.ready());
      assertThat(shown(conditions).contains("Reconciling")).isEqualTo(effect == Effect.WAITING);
      assertThat(shown(conditions).contains("Stalled")).isEqualTo(effect == Effect.BLOCKED);
    }
  }
}
