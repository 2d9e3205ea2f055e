package dev.toolrack.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.IntegrationState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of servers mean: an outage is no revocation, a definite refusal is. */
class VerificationOutcomeTest {
  private static final String REF = OneIntegration.REF;

  private static String failing(Reason reason) {
    return """
    kind: McpServer
    metadata: {name: eu}
    url: https://eu.example.com/mcp
    failure: %s
    """
        .formatted(reason.wire());
  }

  private static Finding loudest(IntegrationOutcome outcome) {
    return Conditions.loudest(outcome.findings()).orElseThrow();
  }

  private static void assertOffers(IntegrationOutcome outcome, boolean offers) {
    assertThat(outcome.view().availability() instanceof Availability.Available).isEqualTo(offers);
    assertThat(outcome.catalog().isPresent()).isEqualTo(offers);
    assertThat(outcome.kept().isPresent()).isEqualTo(offers);
    assertThat(outcome.facts().view() != null).isEqualTo(offers);
    assertThat(outcome.verification()).as("it is asked again").isPresent();
  }

  @Test
  void neverAsked() {
    IntegrationOutcome outcome = OneIntegration.world().integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.NOT_VERIFIED_YET);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.PENDING);
    assertThat(outcome.view().established()).isFalse();
    assertOffers(outcome, false);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {
        "UNREACHABLE",
        "TIMEOUT",
        "TLS_FAILED",
        "SERVER_ERROR",
        "RATE_LIMITED",
        "ENDPOINT_NOT_FOUND",
        "FORBIDDEN",
        "UNEXPECTED_STATUS",
        "REDIRECT_REFUSED",
        "MALFORMED_ANSWER",
        "ANSWER_TOO_LARGE",
        "UNSUPPORTED_ENCODING",
        "TOO_MANY_PAGES",
        "TOO_MANY_MESSAGES",
        "TOO_MANY_TOOLS",
        "UNSUPPORTED_PROTOCOL"
      })
  void anOutage(Reason reason) {
    IntegrationOutcome before =
        OneIntegration.world().with(failing(reason)).verified().integration(REF);
    assertThat(loudest(before).reason()).isEqualTo(reason);
    assertThat(before.facts().state()).isEqualTo(IntegrationState.PENDING);
    assertOffers(before, false);

    World good = OneIntegration.world().verified();
    IntegrationOutcome after = good.with(failing(reason)).verified().integration(REF);
    assertThat(loudest(after).reason()).isEqualTo(reason);
    assertThat(loudest(after).message()).startsWith("The last good tools stay.");
    assertThat(after.facts().state()).isEqualTo(IntegrationState.STALE);
    assertOffers(after, true);
    assertThat(after.catalog()).isEqualTo(good.integration(REF).catalog());
    assertThat(after.view()).isEqualTo(good.integration(REF).view());
  }

  @Tag("consent-19")
  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {
        "CREDENTIAL_REQUIRED",
        "CREDENTIAL_REJECTED",
        "INSUFFICIENT_SCOPE",
        "DESTINATION_FORBIDDEN",
        "SECRET_DESTINATION_FORBIDDEN",
        "INSECURE_TRANSPORT"
      })
  void aRefusal(Reason reason) {
    World good = OneIntegration.world().verified();
    World refused = good.with(failing(reason)).verified();
    IntegrationOutcome outcome = refused.integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(reason);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.ERROR);
    assertThat(outcome.view().established()).as("a lock stays").isTrue();
    assertOffers(outcome, false);
    // Even if the last good answer is still remembered.
    Knowledge both =
        new Knowledge(
            good.knowledge(REF).lastGood(),
            refused.knowledge(REF).latest(),
            good.knowledge(REF).lastSeen(),
            Optional.empty(),
            Optional.empty());
    assertOffers(refused.knowing(REF, both).integration(REF), false);
  }

  @Tag("consent-11")
  @Test
  void aServerThatTakesMessagesElsewhereIsToldApart() {
    World refused = OneIntegration.world().with(failing(Reason.SECRET_DESTINATION_FORBIDDEN));
    assertThat(loudest(refused.verified().integration(REF)).message())
        .startsWith("The server takes messages at another path")
        .containsPattern("toolrack.dev/send-to name the whole origin: \"https://[a-z.]+/\"");
  }

  @Test
  void aRefusalSpeaksOnlyOfTheSecretsThatWereSent() {
    World good = OneIntegration.world().verified();
    World refused = good.with(failing(Reason.CREDENTIAL_REJECTED)).verified();
    World renewed =
        refused.with(OneIntegration.yaml("resourceVersion: \"1\"", "resourceVersion: \"2\""));
    IntegrationOutcome outcome = renewed.integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.NOT_VERIFIED_YET);
    assertOffers(outcome, false);
  }

  @Test
  void anOutageEndsTheToolsOnlyAfterMaxStale() {
    World down = OneIntegration.world().verified().with(failing(Reason.TIMEOUT)).verified();
    IntegrationOutcome early = down.at(World.NOON.plusSeconds(600)).integration(REF);
    assertOffers(early, true);
    assertThat(early.wakeAfter()).contains(Duration.ofMinutes(50));
    IntegrationOutcome late = down.at(World.NOON.plusSeconds(3600)).integration(REF);
    assertOffers(late, false);
    assertThat(late.facts().state()).isEqualTo(IntegrationState.PENDING);
    assertThat(late.wakeAfter()).isEmpty();
    World forever =
        down.with(OneIntegration.yaml(", maxStale: 1h", ""))
            .with(failing(Reason.TIMEOUT))
            .at(World.NOON.plusSeconds(999_999));
    assertOffers(forever.integration(REF), true);
    assertThat(forever.integration(REF).wakeAfter()).isEmpty();
  }

  @Tag("consent-16")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value: blue} | value: blue}, {name: region, value: us}",
        "uid: connector-1 | uid: connector-2",
        "uid: secret-1 | uid: secret-2",
        "key: api | key: other",
        "name: X-Api-Key | name: X-Key",
        "com/mcp\" | com/mcp/v2\"",
      })
  void anotherTargetIsPendingUntilItIsVerified(String from, String to) {
    World good = OneIntegration.world().verified();
    String yaml =
        OneIntegration.yaml(from, to).replace("{api: \"12345\"}", "{api: \"12345\", other: a}");
    World changed = good.with(yaml);
    IntegrationOutcome outcome = changed.integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.NOT_VERIFIED_YET);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.PENDING);
    assertOffers(outcome, false);
    // An outage of the old target says nothing about the new one.
    World down = good.with(failing(Reason.TIMEOUT)).verified().with(yaml);
    assertThat(loudest(down.integration(REF)).reason()).isEqualTo(Reason.NOT_VERIFIED_YET);
  }

  @Tag("consent-17")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value: blue | value: green",
        "interval: 1m | interval: 2m",
        "generation: 3 | generation: 4",
        "resourceVersion: \"1\" | resourceVersion: \"2\"",
        "rules: [] | rules: [{name: a, match: {names: [nothing]}, enabled: false}]",
        "access: {from: Scope} | access: {from: Namespace}",
        "toolrack.dev/credential: Scope | toolrack.dev/credential: Namespace",
      })
  void otherChangesKeepTheTools(String from, String to) {
    World good = OneIntegration.world().verified();
    World changed = good.with(OneIntegration.yaml(from, to));
    assertOffers(changed.integration(REF), true);
    assertThat(changed.integration(REF).kept()).isEqualTo(good.integration(REF).kept());
  }

  @Test
  void rulesDecideAnewAboutRememberedTools() {
    String rules = "rules: [{name: off, match: {names: [create_*]}, enabled: false}]";
    IntegrationOutcome outcome =
        OneIntegration.world()
            .verified()
            .with(OneIntegration.yaml("rules: []", rules))
            .integration(REF);
    assertThat(OneIntegration.counts(outcome.facts())).containsExactly(2, 1, 1, 0);
  }

  @Test
  void invalidToolsAreNamedAndTheRestStands() {
    IntegrationOutcome outcome =
        OneIntegration.changed(
                "title: Create, inputSchema", "title: Create, description: none, schema")
            .verified()
            .integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.TOOLS_LEFT_OUT);
    assertThat(loudest(outcome).message()).contains("1 of the server's tools", "create_issue");
    assertThat(OneIntegration.counts(outcome.facts())).containsExactly(1, 1, 1, 0);
    assertOffers(outcome, true);
  }

  @Test
  void afterARestartTheReasonInStatusStandsIn() {
    World good = OneIntegration.world().verified();
    Knowledge before = good.knowledge(REF);
    for (Reason reason : new Reason[] {Reason.TIMEOUT, Reason.CREDENTIAL_REJECTED}) {
      var restarted =
          new Knowledge(
              before.lastGood(),
              new Attempt.FailedEarlier(reason),
              before.lastSeen(),
              Optional.of(World.NOON),
              Optional.empty());
      IntegrationOutcome outcome = good.knowing(REF, restarted).integration(REF);
      assertThat(loudest(outcome).reason()).isEqualTo(reason);
      assertOffers(outcome, reason.effect() == Effect.IMPAIRED);
    }
    var remembered =
        new Knowledge(
            before.lastGood(),
            new Attempt.None(),
            before.lastSeen(),
            Optional.empty(),
            Optional.empty());
    assertOffers(good.knowing(REF, remembered).integration(REF), true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLostCatalogKeepsWhatAgentsHaveWhereTheServerStillIs(boolean moved) {
    World good = OneIntegration.world().verified();
    var lost =
        new Knowledge(
            Optional.empty(),
            new Attempt.None(),
            good.knowledge(REF).lastSeen(),
            Optional.empty(),
            Optional.ofNullable(good.integration(REF).facts().view()));
    World world = good.knowing(REF, lost);
    if (moved) {
      world = world.with(OneIntegration.yaml("com/mcp\"", "com/mcp/v2\""));
    }
    IntegrationOutcome outcome = world.integration(REF);
    assertThat(loudest(outcome).reason())
        .isEqualTo(moved ? Reason.NOT_VERIFIED_YET : Reason.VIEW_UNKNOWN);
    assertThat(outcome.view().availability())
        .isEqualTo(
            moved
                ? new Availability.Unavailable(Reason.NOT_VERIFIED_YET)
                : new Availability.Unknown());
    assertThat(outcome.facts().state())
        .isEqualTo(moved ? IntegrationState.PENDING : IntegrationState.STALE);
    assertThat(outcome.facts().view() == null).isEqualTo(moved);
    assertThat(outcome.verification()).isPresent();
  }
}
