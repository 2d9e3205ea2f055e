package dev.toolrack.operator.shell.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.view.IntegrationRef;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final IntegrationRef WIKI = new IntegrationRef("acme", "wiki");
  private static final IntegrationRef MAIL = new IntegrationRef("acme", "mail");
  private static final IntegrationRef OWN = new IntegrationRef("payments", "own");
  private static final ResourceID ONE = new ResourceID("one", "payments");
  private static final ResourceID TWO = new ResourceID("two", "payments");

  private final Deliveries deliveries = new Deliveries();

  @Test
  void whoLookedAtAnIntegrationIsFoundByIt() {
    deliveries.considering(ONE, Set.of(WIKI, MAIL));
    deliveries.considering(TWO, Set.of(WIKI, MAIL));
    assertThat(deliveries.usersOf(WIKI)).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(deliveries.usersOf(OWN)).isEmpty();
  }

  @Test
  void whoLooksElsewhereIsFoundThereOnly() {
    deliveries.considering(ONE, Set.of(WIKI, MAIL));
    deliveries.considering(TWO, Set.of(WIKI, MAIL));
    deliveries.considering(ONE, Set.of(MAIL, OWN));
    assertThat(deliveries.usersOf(WIKI)).containsExactly(TWO);
    assertThat(deliveries.usersOf(MAIL)).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(deliveries.usersOf(OWN)).containsExactly(ONE);
    deliveries.considering(TWO, Set.of());
    assertThat(deliveries.usersOf(WIKI)).isEmpty();
  }

  @Test
  void aNamespaceIsLookedAtThroughItsIntegrations() {
    deliveries.considering(ONE, Set.of(WIKI, MAIL));
    deliveries.considering(TWO, Set.of(OWN));
    assertThat(deliveries.usersOf("acme")).containsExactly(ONE);
    assertThat(deliveries.usersOf("payments")).containsExactly(TWO);
    assertThat(deliveries.usersOf("globex")).isEmpty();
  }

  @Test
  void whatIsInTheToolsetIsRememberedUntilTheNextDecision() {
    deliveries.considering(ONE, Set.of(WIKI, MAIL));
    deliveries.included(ONE, Set.of(WIKI));
    assertThat(deliveries.isIncluded(ONE, WIKI)).isTrue();
    assertThat(deliveries.isIncluded(ONE, MAIL)).isFalse();
    deliveries.considering(ONE, Set.of(MAIL));
    assertThat(deliveries.isIncluded(ONE, WIKI)).isTrue();
    deliveries.included(ONE, Set.of());
    assertThat(deliveries.isIncluded(ONE, WIKI)).isFalse();
  }

  @Test
  void whoseOutputsWereWrittenIsKnownEvenIfNothingIsInThem() {
    deliveries.considering(ONE, Set.of(WIKI));
    assertThat(deliveries.isDelivered(ONE)).isFalse();
    deliveries.included(ONE, Set.of());
    assertThat(deliveries.isDelivered(ONE)).isTrue();
    deliveries.forget(ONE);
    assertThat(deliveries.isDelivered(ONE)).isFalse();
    assertThat(deliveries.isDelivered(TWO)).isFalse();
  }

  @Test
  void nothingIsKeptOfAForgottenBinding() {
    deliveries.considering(ONE, Set.of(WIKI));
    deliveries.included(ONE, Set.of(WIKI));
    deliveries.forget(ONE);
    assertThat(deliveries.usersOf(WIKI)).isEmpty();
    assertThat(deliveries.isIncluded(ONE, WIKI)).isFalse();
    // A decision that was under way.
    deliveries.included(ONE, Set.of(WIKI));
    assertThat(deliveries.isIncluded(ONE, WIKI)).isFalse();
  }
}
