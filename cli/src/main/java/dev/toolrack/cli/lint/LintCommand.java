package dev.toolrack.cli.lint;

import dev.toolrack.cli.kubectl.Documents;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.cli.kubectl.Toolrack;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kubectl toolrack lint -f FILE...}. */
@Command(
    name = "lint",
    description = {
      "Checks files as the cluster and the operator would, without a cluster.",
      "Whatever is not in the files is taken to be right: only what they say is judged."
    })
public final class LintCommand implements Callable<Integer> {
  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description =
          "YAML or JSON files, directories with such files (also below them), or - for the"
              + " standard input. May be repeated.")
  private List<String> files = List.of();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The namespace of objects that name none. Default: default.")
  private String namespace = "default";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "plain|json|yaml|sarif",
      defaultValue = "plain",
      description = "How to print. Default: plain, a line each.")
  private LintForm form = LintForm.PLAIN;

  @Option(names = "--strict", description = "Warnings count as errors.")
  private boolean strict;

  @Option(
      names = {"-v", "--verbose"},
      description = "Also say what was skipped, and how much was looked at.")
  private boolean verbose;

  @Option(
      names = "--no-color",
      description = "No colours; there are none anyway unless on a terminal, or with NO_COLOR set.")
  private boolean colourless;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    Manifests manifests = new Manifests(namespace);
    new Inputs().read(files, Toolrack.of(command).surroundings().in()).forEach(manifests::add);
    List<Problem> problems = new Linter().check(manifests);
    LintReport report = LintReport.of(manifests.ours().size(), problems);
    print(command, report);
    if (verbose) {
      manifests.notes().forEach(command.getErr()::println);
      command.getErr().println(report.summary());
    }
    boolean bad = report.errors() > 0 || (strict && report.warnings() > 0);
    return bad ? ExitCode.BAD_NEWS : ExitCode.DONE;
  }

  private void print(CommandLine command, LintReport report) {
    PrintWriter out = command.getOut();
    switch (form) {
      case PLAIN -> report.print(Screen.of(command, colourless));
      case JSON -> out.print(Documents.json(report));
      case YAML -> out.print(Documents.yaml(report));
      case SARIF -> out.print(Documents.json(Sarif.of(report.problems(), Toolrack.VERSION)));
    }
    out.flush();
  }
}
