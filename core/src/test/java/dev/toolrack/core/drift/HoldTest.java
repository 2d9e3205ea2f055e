package dev.toolrack.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.drift.Hold.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** resolution.md, Definitions and drift: Hold. */
class HoldTest {
  private static final Definitions OLD = set("a=1", "b=1");
  private static final Definitions NEW = set("a=1", "b=2", "c=1");

  /** A set as it would be stored: its digest follows from its content. */
  private static Definitions set(String... tools) {
    SortedMap<String, String> byName = new TreeMap<>();
    for (String tool : tools) {
      byName.put(tool.substring(0, 1), tool);
    }
    return new Definitions("sha256:" + byName, byName);
  }

  private static Hold hold(
      @Nullable String approved, @Nullable String pin, List<Definitions> stored, Definitions live) {
    return Hold.of(Optional.ofNullable(approved), Optional.ofNullable(pin), stored, live);
  }

  @Tag("hold-3")
  @Test
  void firstUsePins() {
    Hold hold = hold(null, null, List.of(), OLD);
    assertThat(hold.outcome()).isEqualTo(Outcome.PINNED);
    assertThat(hold.pin()).contains(OLD.digest());
    assertThat(hold.approved()).containsExactly("a", "b");
    assertThat(hold.held()).isEmpty();
  }

  @Tag("hold-8")
  @Test
  void firstUsePinsOnlyIfThereIsNeitherPinNorApprovedDigest() {
    assertThat(hold(OLD.digest(), null, List.of(), OLD).pin()).isEmpty();
    assertThat(hold(null, OLD.digest(), List.of(OLD), NEW).pin()).contains(OLD.digest());
    assertThat(hold(NEW.digest(), OLD.digest(), List.of(), NEW).pin()).contains(OLD.digest());
  }

  @Tag("hold-4")
  @Test
  void aLiveToolIsDeliveredIffItsNameAndDigestAreInTheApprovedSet() {
    Hold hold = hold(null, OLD.digest(), List.of(OLD), NEW);
    assertThat(hold.outcome()).isEqualTo(Outcome.HELD);
    assertThat(hold.asked()).isEqualTo(OLD.digest());
    assertThat(hold.approved()).containsExactly("a");
    assertThat(hold.held())
        .containsExactly(Map.entry("b", Hold.Why.CHANGED), Map.entry("c", Hold.Why.NEW));
  }

  @Tag("hold-2")
  @Test
  void aPersonsApprovalGoesBeforeThePin() {
    Hold hold = hold(NEW.digest(), OLD.digest(), List.of(OLD), NEW);
    assertThat(hold.outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(hold.approved()).containsExactly("a", "b", "c");
  }

  @Tag("hold-4")
  @Test
  void removalNeedsNoApproval() {
    Hold hold = hold(NEW.digest(), null, List.of(NEW), set("a=1"));
    assertThat(hold.outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(hold.approved()).containsExactly("a");
  }

  @Tag("hold-6")
  @Tag("hold-7")
  @Test
  void withoutTheRecordOnlyTheVeryLiveSetCounts() {
    assertThat(hold(OLD.digest(), null, List.of(), OLD).outcome()).isEqualTo(Outcome.APPROVED);
    Hold unknown = hold(OLD.digest(), null, List.of(NEW), NEW);
    assertThat(unknown.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(unknown.approved()).isEmpty();
    assertThat(unknown.held().keySet()).containsExactly("a", "b", "c");
  }

  @Tag("hold-5")
  @Test
  void aStoredSetCountsOnlyAsWhatItHashesTo() {
    var raw = "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\"}}";
    Definitions stored = DefinitionSet.of(List.of(raw)).definitions();
    assertThat(DefinitionSet.of(List.of(raw.replace("object", "string"))).definitions().digest())
        .isNotEqualTo(stored.digest());
    assertThat(stored.byName()).containsOnlyKeys("a");
  }

  /** Nothing is delivered whose definition is not in the set that was asked for. */
  @Test
  void randomHistoriesDeliverNothingThatNobodyApproved() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      List<Definitions> stored = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        stored.add(random(random));
      }
      Definitions live = random(random);
      List<Definitions> all = new ArrayList<>(stored);
      all.add(live);
      all.add(random(random));
      String approved = random.nextBoolean() ? any(random, all).digest() : null;
      String pin = random.nextBoolean() ? any(random, all).digest() : null;
      Hold hold = hold(approved, pin, stored, live);

      String asked = approved != null ? approved : pin != null ? pin : live.digest();
      assertThat(hold.asked()).isEqualTo(asked);
      boolean onRecord =
          live.digest().equals(asked) || stored.stream().anyMatch(s -> s.digest().equals(asked));
      assertThat(hold.outcome() == Outcome.UNKNOWN).isEqualTo(!onRecord);
      // The digest of these sets spells their content.
      hold.approved().forEach(name -> assertThat(asked).contains(live.byName().get(name)));
      live.byName()
          .forEach((name, digest) ->
              assertThat(hold.approved().contains(name))
                  .isEqualTo(onRecord && asked.contains(digest)));
      assertThat(Collections.disjoint(hold.held().keySet(), hold.approved())).isTrue();
      assertThat(hold.approved().size() + hold.held().size()).isEqualTo(live.byName().size());
    }
  }

  private static Definitions any(Random random, List<Definitions> sets) {
    return sets.get(random.nextInt(sets.size()));
  }

  private static Definitions random(Random random) {
    List<String> tools = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      if (random.nextBoolean()) {
        tools.add(name + "=" + random.nextInt(3));
      }
    }
    return set(tools.toArray(String[]::new));
  }
}
