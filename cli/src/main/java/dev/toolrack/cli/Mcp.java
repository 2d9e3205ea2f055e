package dev.toolrack.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command: {@code mcp verify URL}, {@code mcp call URL TOOL}. */
@Command(
    name = "mcp",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "mcp of Toolrack 0.1.0",
    description = "Asks an MCP server what it is, as the operator would.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0: verified; the tool answered",
      "1: not verified, for the reason printed; the call failed",
      "2: wrong use"
    },
    subcommands = {VerifyCommand.class, CallCommand.class})
public final class Mcp {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  /** Runs one command. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command with its ways of reporting trouble. */
  static CommandLine commandLine() {
    return new CommandLine(new Mcp())
        // An argument that starts with @ is an argument.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          if (failure instanceof WrongUse) {
            command.getErr().println(failure.getMessage());
            return WRONG_USE;
          }
          throw failure;
        });
  }
}
