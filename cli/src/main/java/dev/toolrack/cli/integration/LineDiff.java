package dev.toolrack.cli.integration;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line, in the unified form. */
final class LineDiff {
  /** More than this is shown as removed and added whole. */
  private static final int MOST = 2000;

  /**
   * One line.
   *
   * @param sign {@code +}, {@code -} or a blank
   */
  record Line(char sign, String text) {}

  private LineDiff() {}

  /** The lines of both, those that they have in common once. */
  static List<Line> between(List<String> before, List<String> after) {
    List<Line> lines = new ArrayList<>();
    if (before.size() > MOST || after.size() > MOST) {
      before.forEach(line -> lines.add(new Line('-', line)));
      after.forEach(line -> lines.add(new Line('+', line)));
      return lines;
    }
    int[][] common = common(before, after);
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add(new Line(' ', before.get(i)));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', before.get(i)));
        i++;
      } else {
        lines.add(new Line('+', after.get(j)));
        j++;
      }
    }
    return lines;
  }

  /** Lengths of the longest common subsequences of what follows. */
  private static int[][] common(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
