package dev.toolrack.core.drift;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code onChange: Hold} lets through, "a pure function of (spec, stored sets, live set)".
 *
 * @param outcome the case
 * @param asked digest of the set that counts: {@code approvedDigest}, else the pin
 * @param pin what {@code status.tools.pinnedDigest} has to be; empty = there is none
 * @param approved names of the live tools that are delivered
 * @param held the live tools that are not, by name, and why
 */
public record Hold(
    Outcome outcome,
    String asked,
    Optional<String> pin,
    SortedSet<String> approved,
    SortedMap<String, Why> held) {

  /** The cases. */
  public enum Outcome {
    /** Every live definition is one that a person approved. */
    APPROVED,
    /** Nobody approved anything yet; every live definition is as first verified. */
    PINNED,
    /** Some live definitions are not in the set that counts. */
    HELD,
    /** The set that counts is not on record, and the live set is another one. */
    UNKNOWN
  }

  /** Why a tool is held. */
  public enum Why {
    /** Its definition differs from the approved one. */
    CHANGED("definition changed"),
    /** The approved set has none of its name. */
    NEW("new tool"),
    /** Nobody knows what was approved. */
    UNKNOWN("approved set unknown");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    /** For explanations. */
    public String words() {
      return words;
    }
  }

  /**
   * Decides.
   *
   * @param approvedDigest {@code spec.tools.approvedDigest}
   * @param pinnedDigest {@code status.tools.pinnedDigest}, which survives everything
   * @param stored sets on record; each counts as what it hashes to
   * @param live what the server lists
   */
  public static Hold of(
      Optional<String> approvedDigest,
      Optional<String> pinnedDigest,
      Collection<Definitions> stored,
      Definitions live) {
    // "First use pins only if there is neither pin nor approvedDigest."
    Optional<String> pin =
        approvedDigest.isPresent()
            ? pinnedDigest
            : pinnedDigest.or(() -> Optional.of(live.digest()));
    String asked = approvedDigest.or(() -> pin).orElseThrow();
    Optional<Definitions> approved =
        asked.equals(live.digest())
            ? Optional.of(live)
            : stored.stream().filter(set -> set.digest().equals(asked)).findFirst();
    var through = new TreeSet<String>();
    var held = new TreeMap<String, Why>();
    live.byName()
        .forEach((name, digest) -> {
          if (approved.isEmpty()) {
            held.put(name, Why.UNKNOWN);
          } else if (approved.get().contains(name, digest)) {
            through.add(name);
          } else {
            held.put(name, approved.get().byName().containsKey(name) ? Why.CHANGED : Why.NEW);
          }
        });
    return new Hold(
        outcome(approved.isPresent(), approvedDigest.isPresent(), held.isEmpty()),
        asked,
        pin,
        through,
        held);
  }

  private static Outcome outcome(boolean known, boolean byPerson, boolean nothingHeld) {
    if (!known) {
      return Outcome.UNKNOWN;
    }
    if (!nothingHeld) {
      return Outcome.HELD;
    }
    return byPerson ? Outcome.APPROVED : Outcome.PINNED;
  }
}
