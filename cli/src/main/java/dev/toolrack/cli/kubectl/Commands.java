package dev.toolrack.cli.kubectl;

import picocli.CommandLine;

/** All commands of {@code kubectl toolrack}. */
final class Commands {
  private Commands() {}

  static void addTo(CommandLine command) {
    command.addSubcommand(new CompletionCommand());
  }
}
