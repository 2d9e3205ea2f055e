package dev.toolrack.cli.kubectl;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code kubectl toolrack}. */
@Command(
    name = "kubectl toolrack",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "kubectl-toolrack " + Toolrack.VERSION,
    description = "Which agent has which MCP tool, and why.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0: done, and the answer is good news; why and tools: answered",
      "1: done, and it is not: errors found, a test failed, a change is held",
      "2: the command line, or a file it names, cannot be understood",
      "3: no answer: the cluster is not reached, refuses, or lacks the object"
    })
public final class Toolrack implements Runnable {
  /** Of this program. */
  public static final String VERSION = "0.1.0";

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  Toolrack(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs one command. */
  public static void main(String[] args) {
    System.exit(commandLine(Surroundings.ofProcess(), args).execute(args));
  }

  /**
   * The command with its ways of reporting trouble.
   *
   * @param arguments what it will have to understand; none = anything
   */
  public static CommandLine commandLine(Surroundings surroundings, String... arguments) {
    CommandLine command = new CommandLine(new Toolrack(surroundings));
    Commands.addTo(command, arguments);
    return command
        // An argument that starts with @ is an argument.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(surroundings.colours() ? Ansi.ON : Ansi.OFF))
        .setExecutionExceptionHandler(
            (failure, at, parsed) -> Trouble.report(failure, at, surroundings));
  }

  /** The root of a command. */
  public static Toolrack of(CommandLine command) {
    return (Toolrack) command.getCommandSpec().root().userObject();
  }

  /** What the process found around it. */
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void run() {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "which command?");
  }
}
