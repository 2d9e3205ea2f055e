package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Who is looked at is found by indexes; nobody is overlooked, and what is remembered is right. */
@Domain(Given.class)
@Domain(DomainContext.Global.class)
class GatheringTest {

  private static void alike(BindingOutcome one, BindingOutcome other, Bot bot) {
    assertThat(one.outputs()).as(bot.ref()).isEqualTo(other.outputs());
    assertThat(one.facts()).as(bot.ref()).isEqualTo(other.facts());
    assertThat(one.findings()).as(bot.ref()).isEqualTo(other.findings());
  }

  @Property(seed = "101")
  void whatIsGatheredIsEverythingThatMatters(@ForAll Cluster cluster) {
    var everything = new Operator(cluster);
    Resolution gathered = Resolution.of(Offline.of(cluster));
    for (Bot bot : cluster.bots()) {
      alike(Offline.decide(gathered, bot).orElseThrow(), everything.decide(bot), bot);
    }
  }

  /** What was decided before is decided again where anything differs. */
  @Property(seed = "102", tries = 100)
  void whatIsDecidedAfterAChangeIsWhatIsDecidedAnew(
      @ForAll Cluster cluster, @ForAll Cluster other) {
    var changed =
        new Cluster(
            other.places(),
            cluster.connectors(),
            cluster.integrations(),
            cluster.bots(),
            other.labelsProtected());
    if (changed.places().size() < cluster.places().size()) {
      return;
    }
    Resolution before = Resolution.of(Offline.of(cluster));
    cluster.bots().forEach(bot -> Offline.decide(before, bot));
    Resolution after = before.next(Offline.of(changed));
    Resolution anew = Resolution.of(Offline.of(changed));
    for (Bot bot : changed.bots()) {
      alike(Offline.decide(after, bot).orElseThrow(), Offline.decide(anew, bot).orElseThrow(), bot);
    }
  }
}
