package dev.toolrack.core.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.world.World;
import org.junit.jupiter.api.Test;

class BindingFindingsTest {

  /** The beginning is no failure: only what was asked may be unavailable. */
  @Test
  void whatIsAskedForTheFirstTimeIsNotCalledUnavailable() {
    String shared = "access: {from: Scope}";
    World world =
        Fleet.with(
            Fleet.integration("acme/a", "a", shared), Fleet.integration("acme/b", "b", shared));
    Finding resolved = BindingResolverTest.resolved(world.binding(Fleet.BOT));
    assertThat(resolved.reason()).isEqualTo(Reason.NOT_VERIFIED_YET);
    assertThat(resolved.effect()).isEqualTo(Effect.NOTICE);
    assertThat(resolved.message())
        .isEqualTo(
            "Asked for the first time: a (NotVerifiedYet), b (NotVerifiedYet). 0 servers in the toolset so far.");
  }
}
