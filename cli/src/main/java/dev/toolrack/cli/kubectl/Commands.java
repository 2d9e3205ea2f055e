package dev.toolrack.cli.kubectl;

import dev.toolrack.cli.explain.ImpactCommand;
import dev.toolrack.cli.explain.ToolsCommand;
import dev.toolrack.cli.explain.WhyCommand;
import dev.toolrack.cli.lint.LintCommand;
import dev.toolrack.cli.registry.ImportCommand;
import picocli.CommandLine;

/** All commands of {@code kubectl toolrack}. */
final class Commands {
  private Commands() {}

  static void addTo(CommandLine command) {
    command.addSubcommand(new WhyCommand());
    command.addSubcommand(new ToolsCommand());
    command.addSubcommand(new ImpactCommand());
    command.addSubcommand(new LintCommand());
    command.addSubcommand(new ImportCommand());
    command.addSubcommand(new CompletionCommand());
  }
}
