package dev.toolrack.cli.kubectl;

import dev.toolrack.cli.connect.ConnectCommand;
import dev.toolrack.cli.connect.DisconnectCommand;
import dev.toolrack.cli.explain.ImpactCommand;
import dev.toolrack.cli.explain.ToolsCommand;
import dev.toolrack.cli.explain.WhyCommand;
import dev.toolrack.cli.integration.ApproveCommand;
import dev.toolrack.cli.integration.DiffCommand;
import dev.toolrack.cli.integration.TestCommand;
import dev.toolrack.cli.lint.LintCommand;
import dev.toolrack.cli.registry.ImportCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands of {@code kubectl toolrack}. */
final class Commands {
  private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("why", WhyCommand::new);
    ALL.put("tools", ToolsCommand::new);
    ALL.put("impact", ImpactCommand::new);
    ALL.put("lint", LintCommand::new);
    ALL.put("import", ImportCommand::new);
    ALL.put("test", TestCommand::new);
    ALL.put("diff", DiffCommand::new);
    ALL.put("approve", ApproveCommand::new);
    ALL.put("connect", ConnectCommand::new);
    ALL.put("disconnect", DisconnectCommand::new);
    ALL.put("completion", CompletionCommand::new);
  }

  private Commands() {}

  /**
   * Adds those that a command line can mean: where it begins with one, no other is looked at, which
   * saves a tenth of a second.
   */
  static void addTo(CommandLine command, String... arguments) {
    Supplier<Object> meant = arguments.length == 0 ? null : ALL.get(arguments[0]);
    if (meant != null && !arguments[0].equals("completion")) {
      command.addSubcommand(meant.get());
    } else {
      ALL.values().forEach(one -> command.addSubcommand(one.get()));
    }
  }
}
