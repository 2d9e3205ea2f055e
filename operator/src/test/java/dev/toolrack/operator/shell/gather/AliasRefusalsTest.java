package dev.toolrack.operator.shell.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.binding.AliasRefusal;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AliasRefusalsTest {
  private static final IntegrationRef WIKI = new IntegrationRef("acme", "wiki");
  private static final ResourceID ONE = new ResourceID("one", "acme");
  private static final ResourceID TWO = new ResourceID("two", "acme");
  private static final List<Condition> TAKEN =
      List.of(
          new ConditionBuilder().withType("Ready").withReason("AliasConflict").build(),
          new ConditionBuilder().withType("Accepted").withReason("AliasTaken").build());

  private final List<IntegrationRef> news = new ArrayList<>();
  private final AliasRefusals refusals = new AliasRefusals(news::add);

  private static AliasRefusal refusal(Reason reason) {
    return new AliasRefusal(reason, "wiki", new IntegrationRef("acme", "handbook"));
  }

  private void decided(ResourceID binding, Map<IntegrationRef, AliasRefusal> refused) {
    refusals.decided(binding, refused);
  }

  private Optional<Reason> reason(List<Condition> conditions) {
    return refusals.finding(WIKI, conditions).map(Finding::reason);
  }

  @Test
  void onlyTheFirstAndTheLastAgentAreNews() {
    decided(ONE, Map.of(WIKI, refusal(Reason.ALIAS_TAKEN)));
    decided(TWO, Map.of(WIKI, refusal(Reason.ALIAS_TAKEN)));
    decided(TWO, Map.of(WIKI, refusal(Reason.ALIAS_TAKEN)));
    assertThat(news).containsExactly(WIKI);
    assertThat(reason(List.of())).contains(Reason.ALIAS_TAKEN);
    decided(ONE, Map.of());
    assertThat(reason(List.of())).contains(Reason.ALIAS_TAKEN);
    refusals.forget(TWO);
    assertThat(reason(List.of())).isEmpty();
    assertThat(news).containsExactly(WIKI, WIKI);
  }

  @Test
  void untilTheBindingsAreKnownTheStatusIsBelieved() {
    decided(ONE, Map.of());
    assertThat(reason(TAKEN)).contains(Reason.ALIAS_TAKEN);
    refusals.known(wiki -> Set.of(ONE));
    assertThat(news).containsExactly(WIKI);
    assertThat(reason(TAKEN)).isEmpty();
  }

  @Test
  void withoutAnyBindingItIsOver() {
    assertThat(reason(TAKEN)).contains(Reason.ALIAS_TAKEN);
    refusals.known(wiki -> Set.of());
    assertThat(news).containsExactly(WIKI);
    assertThat(reason(TAKEN)).isEmpty();
  }

  /** One that cannot be decided about somewhere else must not hold up what is known here. */
  @Test
  void bindingsThatItDoesNotConcernAreNotWaitedFor() {
    refusals.known(wiki -> Set.of(ONE));
    assertThat(reason(TAKEN)).contains(Reason.ALIAS_TAKEN);
    decided(ONE, Map.of(WIKI, refusal(Reason.ALIAS_TAKEN)));
    decided(ONE, Map.of());
    assertThat(reason(TAKEN)).isEmpty();
  }

  @Test
  void untilEveryBindingThatItConcernsWasDecidedAboutTheStatusIsBelieved() {
    refusals.known(wiki -> Set.of(ONE, TWO));
    assertThat(reason(TAKEN)).contains(Reason.ALIAS_TAKEN);
    decided(ONE, Map.of());
    assertThat(reason(TAKEN)).contains(Reason.ALIAS_TAKEN);
    assertThat(news).isEmpty();
    decided(TWO, Map.of());
    assertThat(news).containsExactly(WIKI);
    assertThat(reason(TAKEN)).isEmpty();
  }

  @Test
  void otherReasonsOfTheStatusAreNotItsOwn() {
    assertThat(reason(TAKEN.subList(0, 1))).isEmpty();
  }

  @Test
  void anotherReasonIsNews() {
    decided(ONE, Map.of(WIKI, refusal(Reason.ALIAS_TAKEN)));
    decided(ONE, Map.of(WIKI, refusal(Reason.ALIAS_LOCKED)));
    assertThat(news).containsExactly(WIKI, WIKI);
    assertThat(reason(List.of())).contains(Reason.ALIAS_LOCKED);
  }

  @Test
  void itsOwnerIsToldWhoHasTheAlias() {
    decided(ONE, Map.of(WIKI, refusal(Reason.ALIAS_CONFLICT)));
    assertThat(refusals.finding(WIKI, List.of()).map(Finding::message).orElseThrow())
        .startsWith("Integration handbook has the alias wiki for some agents. ")
        .endsWith("spec.alias.");
  }

  /** What is called how in another namespace may be nobody's business here. */
  @Test
  void ofAnotherNamespaceOnlyThatThereIsOne() {
    var other = new AliasRefusal(Reason.ALIAS_TAKEN, "wiki", new IntegrationRef("corp", "secret"));
    decided(ONE, Map.of(WIKI, other));
    assertThat(refusals.finding(WIKI, List.of()).map(Finding::message).orElseThrow())
        .startsWith("An integration of another namespace has the alias wiki for some agents. ")
        .doesNotContain("secret", "corp");
  }

  /** A restart must not take back what was said. */
  @Test
  void whatTheStatusSaidIsSaidAgain() {
    List<Condition> said =
        List.of(
            new ConditionBuilder()
                .withType("Accepted")
                .withReason("AliasTaken")
                .withMessage("Integration handbook has it.")
                .build());
    assertThat(refusals.finding(WIKI, said).map(Finding::message))
        .contains("Integration handbook has it.");
  }
}
