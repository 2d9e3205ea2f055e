package dev.toolrack.cli.kubectl;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of everything that reports. */
public final class ReportOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml",
      defaultValue = "table",
      description = "How to print. Default: table.")
  private OutputForm form = OutputForm.TABLE;

  @Option(
      names = "--no-color",
      description = "No colours; there are none anyway unless on a terminal, or with NO_COLOR set.")
  private boolean colourless;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** The chosen form. */
  public OutputForm form() {
    return form;
  }

  /** Prints a report as asked for. */
  public void print(Report report) {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    if (form == OutputForm.TABLE) {
      report.print(screen());
    } else {
      command
          .getOut()
          .print(form == OutputForm.JSON ? Documents.json(report) : Documents.yaml(report));
    }
    command.getOut().flush();
  }

  /** Where people read what goes on, while it does: not where the report is. */
  public Screen narration() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    return new Screen(command.getErr(), false);
  }

  /** Where people read. */
  public Screen screen() {
    return Screen.of(Objects.requireNonNull(spec).commandLine(), colourless);
  }
}
