package dev.toolrack.core.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who holds an alias where three or more want it. */
class AliasHoldersTest {
  private static final String SCOPE = "access: {from: Scope}";

  /** What the agent's status says when everything in its own namespace is told. */
  private static String holder(World world) {
    return BindingResolverTest.entries(world.verified().binding(Fleet.BOT)).getFirst();
  }

  /** Otherwise whoever may write in a team's namespace could put another server in its place. */
  @Tag("get-9")
  @Test
  void aLockTakesNoAliasThatAFartherOneKeeps() {
    World world =
        Fleet.with(
            Fleet.connector("acme/server"),
            Fleet.connector("pay/own"),
            Fleet.of("acme/a", "x", "acme/server", SCOPE),
            Fleet.of("pay/a", "x", "pay/own", SCOPE + ", override: Locked"));
    assertThat(holder(world)).isEqualTo("acme/a x Included 2");
  }

  @Tag("get-9")
  @Test
  void aLockTakesTheAliasOfAFartherOneThatGivesWay() {
    World world =
        Fleet.with(
            Fleet.connector("acme/server"),
            Fleet.connector("pay/own"),
            Fleet.of("acme/a", "x", "acme/server", SCOPE + ", override: Any"),
            Fleet.of("pay/a", "x", "pay/own", SCOPE + ", override: Locked"),
            Fleet.of("shop/a", "x", "pay/own", SCOPE));
    assertThat(holder(world)).isEqualTo("pay/a x Included 2");
  }

  @Tag("get-5")
  @Tag("get-9")
  @Test
  void aLockThatIsRefusedBeatsNearerOnesAllTheSame() {
    World world =
        Fleet.with(
            Fleet.connector("acme/server"),
            Fleet.connector("pay/own"),
            Fleet.of("acme/a", "x", "acme/server", SCOPE),
            Fleet.of("pay/a", "x", "pay/own", SCOPE + ", override: Locked"),
            Fleet.of("shop/a", "x", "acme/server", SCOPE));
    assertThat(holder(world)).isEqualTo("acme/a x Included 2");
  }

  /** The team's own override: Any does not open what the organisation keeps. */
  @Tag("get-14")
  @Test
  void everybodyWhoHadTheAliasMustGiveWay() {
    World world =
        Fleet.with(
            Fleet.connector("acme/server"),
            Fleet.connector("shop/own"),
            Fleet.of("acme/a", "x", "acme/server", SCOPE),
            Fleet.of("pay/a", "x", "acme/server", SCOPE + ", override: Any"),
            Fleet.of("shop/a", "x", "shop/own", SCOPE));
    assertThat(holder(world)).isEqualTo("pay/a x Included 2");
  }

  @Tag("get-14")
  @Test
  void whoIsRefusedTheAliasKeepsItFromNobody() {
    World world =
        Fleet.with(
            Fleet.connector("acme/server"),
            Fleet.connector("pay/own"),
            Fleet.of("acme/a", "x", "acme/server", SCOPE),
            Fleet.of("pay/a", "x", "pay/own", SCOPE),
            Fleet.of("shop/a", "x", "acme/server", SCOPE));
    assertThat(holder(world)).isEqualTo("shop/a x Included 2");
  }

  @Tag("get-11")
  @Tag("get-14")
  @Test
  void whoComesSecondByNameKeepsItFromNobody() {
    World world =
        Fleet.with(
            Fleet.connector("acme/server"),
            Fleet.connector("acme/second"),
            Fleet.of("acme/a", "x", "acme/server", SCOPE),
            Fleet.of("acme/b", "x", "acme/second", SCOPE),
            Fleet.of("shop/a", "x", "acme/server", SCOPE));
    assertThat(holder(world)).isEqualTo("shop/a x Included 2");
  }
}
