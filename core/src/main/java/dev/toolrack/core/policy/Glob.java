package dev.toolrack.core.policy;

/**
 * A pattern over a whole name: {@code *} is any characters, {@code ?} exactly one; everything else
 * stands for itself. Matching goes back to the last {@code *} only, so that no pattern costs more
 * than its length times the name's.
 */
public record Glob(String pattern) {

  /** Whether the pattern spells the name as it is. */
  public boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /**
   * Whether the pattern spells the name or a name that folds to the same. It includes the exact
   * match: folding may add a {@code _} that a pattern does not know of, and a rule that tightens
   * must never miss what it names.
   */
  public boolean matchesFolded(String name) {
    return matches(name) || new Glob(NameFolding.fold(pattern)).matches(NameFolding.fold(name));
  }
}
