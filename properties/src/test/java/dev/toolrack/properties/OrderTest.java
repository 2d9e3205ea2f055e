package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.integration.Seats;
import dev.toolrack.core.integration.Seniority;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Edits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The order in which objects stand, and in which they arrive, never matters. */
@Domain(Given.class)
@Domain(DomainContext.Global.class)
class OrderTest {

  private static <T> List<T> shuffled(List<T> all, Random random) {
    var copy = new ArrayList<>(all);
    Collections.shuffle(copy, random);
    return List.copyOf(copy);
  }

  private static Bot shuffled(Bot bot, Random random) {
    return Edits.exclude(
        Edits.servers(bot, bot.servers().map(servers -> shuffled(servers, random))),
        shuffled(bot.exclude(), random));
  }

  private static Integration shuffled(Integration integration, Random random) {
    return Edits.access(
        integration,
        new Cluster.Access(
            integration.access().from(),
            integration.access().scope(),
            shuffled(integration.access().selected(), random)));
  }

  private static Connector shuffled(Connector connector, Random random) {
    return Edits.tools(connector, shuffled(connector.tools(), random));
  }

  /** Everything but rules, whose order has a meaning. */
  private static Cluster shuffled(Cluster cluster, Random random) {
    return new Cluster(
        shuffled(cluster.places(), random),
        shuffled(cluster.connectors().stream().map(c -> shuffled(c, random)).toList(), random),
        shuffled(cluster.integrations().stream().map(i -> shuffled(i, random)).toList(), random),
        shuffled(cluster.bots().stream().map(b -> shuffled(b, random)).toList(), random),
        cluster.labelsProtected());
  }

  @Tag("get-23")
  @Property(seed = "11")
  void objectsMayStandInAnyOrder(@ForAll Cluster cluster, @ForAll long seed) {
    var one = new Operator(cluster);
    Cluster other = shuffled(cluster, new Random(seed));
    var two = new Operator(other);
    for (Bot bot : cluster.bots()) {
      Bot same =
          other.bots().stream().filter(b -> b.ref().equals(bot.ref())).findFirst().orElseThrow();
      BindingOutcome had = one.decide(bot);
      BindingOutcome has = two.decide(same);
      assertThat(has.outputs()).isEqualTo(had.outputs());
      assertThat(has.facts()).isEqualTo(had.facts());
      assertThat(has.included()).isEqualTo(had.included());
    }
    for (Integration integration : cluster.integrations()) {
      assertThat(two.decide(integration).view()).isEqualTo(one.decide(integration).view());
    }
  }

  /** The last state of every object decides, whatever came before it. */
  @Tag("get-23")
  @Property(seed = "12")
  void objectsMayArriveInAnyOrder(
      @ForAll @Size(max = 12) List<@IntRange(max = 5) Integer> arrivals,
      @ForAll @IntRange(min = 1, max = 3) int seats) {
    Map<String, Seniority> last = new LinkedHashMap<>();
    var asTheyCame = new Seats(seats);
    for (int i = 0; i < arrivals.size(); i++) {
      String name = "i" + arrivals.get(i);
      // Every third time it leaves; otherwise it comes, perhaps created anew.
      if (i % 3 == 2) {
        last.remove(name);
        asTheyCame.leave(name);
      } else {
        var who = new Seniority(Instant.EPOCH.plusSeconds(i / 4 % 3), name);
        last.put(name, who);
        asTheyCame.enter(who);
      }
    }
    var atOnce = new Seats(seats);
    last.values().stream().sorted().forEach(atOnce::enter);
    var oldest =
        last.values().stream()
            .sorted()
            .limit(seats)
            .map(Seniority::name)
            .collect(Collectors.toSet());
    for (int i = 0; i <= 5; i++) {
      assertThat(asTheyCame.has("i" + i)).isEqualTo(atOnce.has("i" + i));
      assertThat(asTheyCame.has("i" + i)).isEqualTo(oldest.contains("i" + i));
    }
  }
}
