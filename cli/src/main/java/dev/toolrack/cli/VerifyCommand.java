package dev.toolrack.cli;

import dev.toolrack.cli.token.AuthorizedServer;
import dev.toolrack.cli.token.TokenOptions;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.mcp.Failed;
import dev.toolrack.mcp.RawTool;
import dev.toolrack.mcp.Verification;
import dev.toolrack.mcp.Verified;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mcp verify URL}. */
@Command(name = "verify", description = "Verifies a server and lists its tools.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private TokenOptions token = new TokenOptions();

  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "table: for people, cleaned. json: everything, exact. Default: table.")
  private OutputForm output = OutputForm.TABLE;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    try (var authorized = AuthorizedServer.of(token, server.request(), server::verifier, err)) {
      return report(authorized.verify());
    }
  }

  private int report(Verification verification) {
    CommandSpec known = Objects.requireNonNull(spec);
    PrintWriter out = known.commandLine().getOut();
    switch (verification) {
      case Verified verified -> {
        ToolSet tools = tools(verified);
        if (output == OutputForm.JSON) {
          VerificationJson.print(out, verified, tools);
        } else {
          VerificationTable.print(out, verified, tools);
        }
        return Mcp.DONE;
      }
      case Failed failed -> {
        if (output == OutputForm.JSON) {
          VerificationJson.print(out, failed);
        } else {
          VerificationTable.print(known.commandLine().getErr(), failed);
        }
        return Mcp.FAILED;
      }
    }
  }

  /** The tools as the operator would judge them. */
  static ToolSet tools(Verified verified) {
    return ToolSet.of(verified.tools().stream().map(RawTool::json).toList());
  }
}
