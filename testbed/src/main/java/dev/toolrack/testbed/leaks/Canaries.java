package dev.toolrack.testbed.leaks;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Secrets, and which of them a text holds. The time that a search takes depends on the text, not on
 * how many secrets there are: the beginnings of all of them are looked up at once.
 */
final class Canaries {
  private static final int WINDOW = Disguises.SHORTEST;
  private static final int FILTER_BITS = 1 << 20;

  private final Set<String> values = new HashSet<>();
  private final Map<Integer, List<Form>> byBeginning = new HashMap<>();
  private final BitSet filter = new BitSet(FILTER_BITS);
  private final int ofFirst;

  /** One form of a secret, and what the secret is called. */
  private record Form(String text, String name) {}

  Canaries() {
    var power = 1;
    for (var i = 0; i < WINDOW; i++) {
      power *= 31;
    }
    ofFirst = power;
  }

  /** Knows a secret from now on; the first name stays. Too short ones are left alone. */
  synchronized void add(String name, String value, boolean digests) {
    if (value.length() < WINDOW || !values.add(value)) {
      return;
    }
    for (var form : Disguises.of(value, digests)) {
      var beginning = form.substring(0, WINDOW).hashCode();
      filter.set(beginning & FILTER_BITS - 1);
      byBeginning.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(new Form(form, name));
    }
  }

  /** How many are known. */
  synchronized int size() {
    return values.size();
  }

  /** The names of all that a text holds. */
  synchronized Set<String> in(String text) {
    var found = new TreeSet<String>();
    var hash = 0; // of the last characters, as String.hashCode() has it
    for (var i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
      if (i >= WINDOW) {
        hash -= ofFirst * text.charAt(i - WINDOW);
      }
      if (i >= WINDOW - 1 && filter.get(hash & FILTER_BITS - 1)) {
        for (var form : byBeginning.getOrDefault(hash, List.of())) {
          if (text.startsWith(form.text(), i - WINDOW + 1)) {
            found.add(form.name());
          }
        }
      }
    }
    return found;
  }
}
