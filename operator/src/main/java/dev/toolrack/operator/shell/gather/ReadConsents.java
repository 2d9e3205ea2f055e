package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.address.Consent;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What texts of consent say: each delivery asks, and few texts differ. How long they are and how
 * many is up to tenants, so it remembers a number of characters, and long texts not at all.
 */
final class ReadConsents {
  /** Longer than what anybody means; what was read of a text is some thirty times as large. */
  static final int LONGEST = 4096;

  /** All that is remembered, in characters; one begins anew then. */
  static final int MOST = 256 * 1024;

  /** What remembering costs however short the text is. */
  private static final int ENTRY = 32;

  private final ConcurrentMap<String, Consent> read = new ConcurrentHashMap<>();
  private int characters;

  /** What a text says. */
  Consent of(String text) {
    Consent known = read.get(text);
    return known == null ? anew(text) : known;
  }

  /** How many texts are remembered. */
  int size() {
    return read.size();
  }

  private Consent anew(String text) {
    Consent consent = Consent.of(text);
    if (text.length() <= LONGEST) {
      remember(text, consent);
    }
    return consent;
  }

  private synchronized void remember(String text, Consent consent) {
    int cost = text.length() + ENTRY;
    if (characters + cost > MOST) {
      read.clear();
      characters = 0;
    }
    if (read.putIfAbsent(text, consent) == null) {
      characters += cost;
    }
  }
}
