package dev.toolrack.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.integration.TestOnDemand.Tested;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegrationStatus.LastTest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks for a test gets one answer to each question. */
class TestOnDemandTest {
  private static final LastTest BEFORE = new LastTest("1", IntegrationState.STALE, "before");
  private static final IntegrationOutcome CONNECTED =
      OneIntegration.world().verified().integration(OneIntegration.REF);
  private static final IntegrationOutcome NEVER_ASKED =
      OneIntegration.world().integration(OneIntegration.REF);
  private static final IntegrationOutcome DISABLED =
      OneIntegration.changed("enabled: true # of integration", "enabled: false")
          .integration(OneIntegration.REF);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "1"})
  void nobodyAsksOrTheAnswerIsThere(@Nullable String annotation) {
    TestOnDemand test = decide(annotation, new Tested("1", Optional.empty()), CONNECTED);
    assertThat(test)
        .isEqualTo(new TestOnDemand(Optional.of(BEFORE), Optional.empty(), Optional.empty()));
  }

  @Test
  void aNewQuestionIsAskedAndTheOldAnswerStaysMeanwhile() {
    TestOnDemand test = decide("2", new Tested("1", Optional.empty()), CONNECTED);
    assertThat(test.toAsk()).contains("2");
    assertThat(test.lastTest()).contains(BEFORE);
  }

  @Test
  void aGoodAnswerNamesToolsAndProtocol() {
    TestOnDemand test = decide("2", new Tested("2", Optional.empty()), CONNECTED);
    assertThat(test.toAsk()).isEmpty();
    assertThat(test.lastTest())
        .contains(
            new LastTest("2", IntegrationState.CONNECTED, "Connected · 2 tools · 2025-11-25"));
  }

  @Test
  void aFailureIsToldInTheWordsOfItsReason() {
    TestOnDemand test = decide("2", new Tested("2", Optional.of(Reason.TIMEOUT)), NEVER_ASKED);
    assertThat(test.lastTest())
        .contains(new LastTest("2", IntegrationState.PENDING, Reason.TIMEOUT.sentence()));
  }

  @Test
  void whoIsDisabledAnswersWithoutACall() {
    TestOnDemand test = decide("2", null, DISABLED);
    assertThat(test.toAsk()).isEmpty();
    assertThat(test.lastTest())
        .contains(new LastTest("2", IntegrationState.DISABLED, Reason.DISABLED.sentence()));
  }

  @Test
  void aGoodAnswerThatDoesNotCountAnyMoreIsNotCalledConnected() {
    TestOnDemand test = decide("2", new Tested("2", Optional.empty()), NEVER_ASKED);
    assertThat(test.lastTest())
        .contains(new LastTest("2", IntegrationState.PENDING, Reason.NOT_VERIFIED_YET.sentence()));
  }

  @Test
  void anAnswerOfANewerVersionIsLookedForAgain() {
    var newer = new LastTest("2", IntegrationState.UNRECOGNISED, "?");
    TestOnDemand test = TestOnDemand.decide("2", Optional.of(newer), Optional.empty(), CONNECTED);
    assertThat(test.toAsk()).contains("2");
    assertThat(test.lastTest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\u0000",
        "\u001b[31m",
        "é",
        "\u202eabc",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void aValueThatCannotBeShownIsIgnored(String annotation) {
    TestOnDemand test = decide(annotation, null, CONNECTED);
    assertThat(test.toAsk()).isEmpty();
    assertThat(test.lastTest()).contains(BEFORE);
    assertThat(test.finding().map(Finding::reason)).contains(Reason.TEST_INVALID);
  }

  private static TestOnDemand decide(
      @Nullable String annotation, @Nullable Tested tested, IntegrationOutcome outcome) {
    return TestOnDemand.decide(
        annotation, Optional.of(BEFORE), Optional.ofNullable(tested), outcome);
  }
}
