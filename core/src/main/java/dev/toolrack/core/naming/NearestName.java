package dev.toolrack.core.naming;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody who wrote a wrong name may have meant. */
public final class NearestName {
  private NearestName() {}

  /** The nearest of the known names, unless none is near. */
  public static Optional<String> of(String wrong, Collection<String> known) {
    return known.stream()
        .filter(name ->
            distance(wrong, name) <= Math.max(1, Math.min(wrong.length(), name.length()) / 3))
        .min(Comparator.<String>comparingInt(name -> distance(wrong, name)).thenComparing(n -> n));
  }

  /** Edits between two names (Levenshtein), upper and lower case being equal. */
  private static int distance(String left, String right) {
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
