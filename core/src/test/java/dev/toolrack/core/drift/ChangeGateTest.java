package dev.toolrack.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.policy.AccessClassifier;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.KnownTools.KnownTool;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** resolution.md, Definitions and drift: when a change counts. */
class ChangeGateTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final KnownTools AB = listing(tool("get_a", ""), tool("get_b", ""));
  private static final KnownTools A = listing(tool("get_a", ""));
  private static final KnownTools ABC =
      listing(tool("get_a", ""), tool("get_b", ""), tool("get_c", ""));

  private static String tool(String name, String more) {
    return "{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}%s}".formatted(name, more);
  }

  private static String hinted(String name, boolean readOnly) {
    return tool(name, ",\"annotations\":{\"readOnlyHint\":" + readOnly + "}");
  }

  private static KnownTools listing(String... raws) {
    return KnownTools.of(ToolSet.of(List.of(raws)));
  }

  private static ChangeGate twice(ChangeGate gate, KnownTools listing, Instant at) {
    return gate.seen(listing, at).seen(listing, at);
  }

  @Test
  void theFirstListingCounts() {
    ChangeGate gate = ChangeGate.first(AB);
    assertThat(gate.applied()).isEqualTo(AB);
    assertThat(gate.askAgain(NOON)).isEmpty();
    assertThat(gate.seen(AB, NOON)).isEqualTo(gate);
  }

  @Tag("drift-1")
  @Test
  void aChangeCountsWhenTwoConsecutiveListingsAgree() {
    ChangeGate once = ChangeGate.first(AB).seen(A, NOON);
    assertThat(once.applied()).isEqualTo(AB);
    assertThat(once.askAgain(NOON)).contains(ChangeGate.CONFIRM);
    ChangeGate twice = once.seen(A, NOON);
    assertThat(twice.applied()).isEqualTo(A);
    assertThat(twice.askAgain(NOON)).isEmpty();
  }

  @Test
  void aServerThatFlapsChangesNothing() {
    ChangeGate gate = ChangeGate.first(AB);
    for (int i = 0; i < 10; i++) {
      gate = gate.seen(A, NOON).seen(AB, NOON).seen(ABC, NOON).seen(A, NOON).seen(ABC, NOON);
      assertThat(gate.applied()).isEqualTo(AB);
    }
  }

  @Tag("drift-3")
  @Test
  void additionsAreLetThroughAtMostOncePerTenMinutes() {
    ChangeGate first = twice(ChangeGate.first(A), AB, NOON);
    assertThat(first.applied()).as("the first addition is not held up").isEqualTo(AB);

    Instant soon = NOON.plusSeconds(60);
    ChangeGate second = twice(first, ABC, soon);
    assertThat(names(second.applied())).isEqualTo("get_a get_b");
    assertThat(second.askAgain(soon)).contains(Duration.ofMinutes(9));
    assertThat(second.seen(ABC, soon).applied()).isEqualTo(second.applied());

    ChangeGate later = second.seen(ABC, NOON.plus(ChangeGate.PAUSE));
    assertThat(later.applied()).isEqualTo(ABC);
    assertThat(later.askAgain(NOON.plus(ChangeGate.PAUSE))).isEmpty();
  }

  @Tag("drift-2")
  @Test
  void removalsCountAtOnceEvenWhileAdditionsWait() {
    ChangeGate gate = twice(ChangeGate.first(A), AB, NOON);
    gate = twice(gate, listing(tool("get_b", ""), tool("get_c", "")), NOON.plusSeconds(1));
    assertThat(names(gate.applied())).isEqualTo("get_b");
    assertThat(names(gate.confirmed())).isEqualTo("get_b get_c");
  }

  @Tag("drift-2")
  @Tag("drift-3")
  @Test
  void tighteningCountsAtOnceAndLooseningWaits() {
    ChangeGate gate = twice(ChangeGate.first(A), listing(hinted("do_a", false)), NOON);
    gate = twice(gate, listing(hinted("do_a", true)), NOON.plusSeconds(1));
    assertThat(classOf(gate.applied())).isEqualTo(AccessClass.WRITE);
    assertThat(gate.applied().digest()).isEqualTo(gate.confirmed().digest());
    gate = gate.seen(gate.confirmed(), NOON.plus(ChangeGate.PAUSE));
    assertThat(classOf(gate.applied())).isEqualTo(AccessClass.READ);

    gate = twice(gate, listing(hinted("do_a", false)), NOON.plus(ChangeGate.PAUSE));
    assertThat(classOf(gate.applied())).isEqualTo(AccessClass.WRITE);
  }

  @Test
  void aRestartBeginsThePauseAnew() {
    ChangeGate gate = twice(ChangeGate.restored(A, NOON), AB, NOON.plusSeconds(1));
    assertThat(gate.applied().tools()).isEqualTo(A.tools());
    assertThat(gate.seen(AB, NOON.plus(ChangeGate.PAUSE)).applied()).isEqualTo(AB);
  }

  /** Nothing appears that was not listed twice, nor more often than allowed; it all ends well. */
  @Test
  void randomListings() {
    Random random = new Random(3);
    for (int run = 0; run < 300; run++) {
      KnownTools before = random(random);
      ChangeGate gate = ChangeGate.first(before);
      KnownTools last = before;
      Instant now = NOON;
      Instant widened = null;
      for (int i = 0; i < 40; i++) {
        now = now.plusSeconds(random.nextInt(300));
        KnownTools listing = random.nextInt(3) == 0 ? random(random) : last;
        KnownTools applied = gate.applied();
        boolean seenOnce = !listing.equals(last) && !listing.equals(gate.confirmed());
        gate = gate.seen(listing, now);
        if (seenOnce) {
          assertThat(gate.applied()).isEqualTo(applied);
        }
        if (widens(applied, gate.applied())) {
          assertThat(gate.applied()).isEqualTo(listing);
          assertThat(widened == null || !now.isBefore(widened.plus(ChangeGate.PAUSE))).isTrue();
          widened = now;
        }
        last = listing;
      }
      Instant end = now.plus(ChangeGate.PAUSE);
      assertThat(twice(gate, last, end).applied()).isEqualTo(last);
      assertThat(twice(gate, last, end).askAgain(end)).isEmpty();
    }
  }

  private static boolean widens(KnownTools before, KnownTools after) {
    var known = before.tools().stream().collect(Collectors.toMap(KnownTool::name, t -> t));
    return after.tools().stream()
        .anyMatch(tool -> !known.containsKey(tool.name()) || looser(tool, known.get(tool.name())));
  }

  private static boolean looser(KnownTool one, KnownTool other) {
    return AccessClassifier.classify(one.traits(), Trust.TRUSTED).access() == AccessClass.READ
        && AccessClassifier.classify(other.traits(), Trust.TRUSTED).access() != AccessClass.READ;
  }

  private static AccessClass classOf(KnownTools tools) {
    return AccessClassifier.classify(tools.tools().getFirst().traits(), Trust.TRUSTED).access();
  }

  private static String names(KnownTools tools) {
    return tools.tools().stream().map(KnownTool::name).collect(Collectors.joining(" "));
  }

  private static KnownTools random(Random random) {
    List<String> raws = new ArrayList<>();
    for (String name : List.of("do_a", "do_b", "do_c")) {
      switch (random.nextInt(4)) {
        case 0 -> raws.add(hinted(name, true));
        case 1 -> raws.add(hinted(name, false));
        case 2 -> raws.add(tool(name, ""));
        default -> {}
      }
    }
    return listing(raws.toArray(String[]::new));
  }
}
