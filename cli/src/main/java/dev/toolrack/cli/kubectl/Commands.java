package dev.toolrack.cli.kubectl;

import dev.toolrack.cli.explain.ImpactCommand;
import dev.toolrack.cli.explain.ToolsCommand;
import dev.toolrack.cli.explain.WhyCommand;
import dev.toolrack.cli.integration.ApproveCommand;
import dev.toolrack.cli.integration.DiffCommand;
import dev.toolrack.cli.integration.TestCommand;
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
    command.addSubcommand(new TestCommand());
    command.addSubcommand(new DiffCommand());
    command.addSubcommand(new ApproveCommand());
    command.addSubcommand(new CompletionCommand());
  }
}
