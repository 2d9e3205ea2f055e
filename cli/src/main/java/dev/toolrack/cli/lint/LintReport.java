package dev.toolrack.cli.lint;

import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import java.util.List;

/**
 * What lint has found.
 *
 * @param objects how many objects of Toolrack's kinds were looked at
 * @param errors how many problems are errors
 * @param warnings how many are warnings
 * @param problems all of them, in the order of the files
 */
record LintReport(int objects, long errors, long warnings, List<Problem> problems)
    implements Report {

  static LintReport of(int objects, List<Problem> problems) {
    return new LintReport(
        objects, count(problems, Severity.ERROR), count(problems, Severity.WARNING), problems);
  }

  private static long count(List<Problem> problems, Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }

  @Override
  public void print(Screen screen) {
    for (Problem problem : problems) {
      Colour colour = problem.severity() == Severity.ERROR ? Colour.RED : Colour.YELLOW;
      screen.line(
          "%s %s %s%s %s"
              .formatted(
                  screen.paint(Colour.BOLD, where(problem.place()) + ":"),
                  screen.paint(colour, problem.severity().word() + ":"),
                  problem.object().isEmpty() ? "" : problem.object() + ": ",
                  problem.message(),
                  screen.paint(Colour.FAINT, "[" + problem.rule() + "]")));
    }
  }

  private static String where(Place place) {
    return place.file() + ":" + place.line() + ":" + place.column();
  }

  /** One line for people, beside the problems. */
  String summary() {
    return "%s, %s, %s"
        .formatted(
            counted(objects, "object"), counted(errors, "error"), counted(warnings, "warning"));
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
