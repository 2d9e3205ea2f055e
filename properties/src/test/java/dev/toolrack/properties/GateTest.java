package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.drift.ChangeGate;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.KnownTools.KnownTool;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.properties.model.Cluster.Tool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/** When a changed listing counts, whatever a server lists and whenever. */
class GateTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration PAUSE = Duration.ofMinutes(10);

  /**
   * A listing some time after the one before.
   *
   * @param names of tools; one in capitals says that it writes
   */
  record Listing(Set<String> names, Duration after) {

    KnownTools known() {
      return KnownTools.of(
          ToolSet.of(
              names.stream()
                  .map(name ->
                      new Tool(
                          "t_" + name.substring(0, 1),
                          "",
                          name.endsWith("!") ? Optional.of(false) : Optional.empty(),
                          Optional.empty()))
                  .map(Specs::json)
                  .toList()));
    }
  }

  @Provide
  Arbitrary<List<Listing>> histories() {
    Arbitrary<String> tool =
        Combinators.combine(Arbitraries.of("a", "b", "c"), Arbitraries.of("", "!"))
            .as((name, writes) -> name + writes);
    Arbitrary<Listing> listing =
        Combinators.combine(
                tool.list().ofMaxSize(3).uniqueElements(name -> name.substring(0, 1)),
                Arbitraries.frequency(
                    Tuple.of(4, Duration.ofSeconds(3)),
                    Tuple.of(2, Duration.ofMinutes(4)),
                    Tuple.of(1, Duration.ofMinutes(11))))
            .as((names, after) -> new Listing(new TreeSet<>(names), after));
    // Often the same once more.
    return listing
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .flatMap(list ->
            Arbitraries.of(true, true, false)
                .list()
                .ofSize(list.size())
                .map(twice -> doubled(list, twice)));
  }

  private static List<Listing> doubled(List<Listing> listings, List<Boolean> twice) {
    var all = new ArrayList<Listing>();
    for (int i = 0; i < listings.size(); i++) {
      all.add(listings.get(i));
      if (twice.get(i)) {
        all.add(new Listing(listings.get(i).names(), Duration.ofSeconds(3)));
      }
    }
    return all;
  }

  private static Set<String> names(KnownTools tools) {
    var names = new TreeSet<String>();
    tools.tools().stream().map(KnownTool::name).forEach(names::add);
    return names;
  }

  /** Names of the tools that do not say that they write. */
  private static Set<String> loose(KnownTools tools) {
    var names = new TreeSet<String>();
    tools.tools().stream()
        .filter(tool -> !Boolean.FALSE.equals(tool.traits().readOnlyHint()))
        .map(KnownTool::name)
        .forEach(names::add);
    return names;
  }

  @Tag("drift-1")
  @Tag("drift-2")
  @Tag("drift-3")
  @Property(seed = "71")
  void whatCountsIsWhatTheTextSays(@ForAll("histories") List<Listing> history) {
    KnownTools confirmed = history.getFirst().known();
    KnownTools before = confirmed;
    ChangeGate gate = ChangeGate.first(confirmed);
    Instant now = NOON;
    Optional<Instant> widened = Optional.empty();
    for (Listing listing : history.subList(1, history.size())) {
      now = now.plus(listing.after());
      Instant at = now;
      KnownTools live = listing.known();
      KnownTools applied = gate.applied();
      gate = gate.seen(live, now);
      if (live.equals(before)) {
        confirmed = live;
      } else if (!live.equals(confirmed)) {
        assertThat(gate.applied()).as("seen once, it changes nothing").isEqualTo(applied);
      }
      before = live;
      assertThat(names(confirmed))
          .as("what was removed is gone at once")
          .containsAll(names(gate.applied()));
      assertThat(loose(confirmed))
          .as("what was tightened is tight at once")
          .containsAll(loose(gate.applied()));
      boolean widens =
          !names(applied).containsAll(names(gate.applied()))
              || !loose(applied).containsAll(loose(gate.applied()));
      if (widens) {
        Duration since = widened.map(last -> Duration.between(last, at)).orElse(PAUSE);
        assertThat(since).as("additions pause").isGreaterThanOrEqualTo(PAUSE);
        widened = Optional.of(now);
      }
    }
    now = now.plus(PAUSE);
    KnownTools last = history.getLast().known();
    assertThat(gate.seen(last, now).seen(last, now).applied())
        .as("in the end everything counts")
        .isEqualTo(last);
  }

  /** A server that answers something else each time changes nothing. */
  @Tag("drift-1")
  @Property(seed = "72")
  void whatIsNeverSeenTwiceInARowNeverCounts(@ForAll("histories") List<Listing> history) {
    KnownTools first = history.getFirst().known();
    ChangeGate gate = ChangeGate.first(first);
    KnownTools before = first;
    for (Listing listing : history) {
      if (!listing.known().equals(before)) {
        before = listing.known();
        gate = gate.seen(before, NOON);
      }
    }
    assertThat(gate.applied()).isEqualTo(first);
  }
}
