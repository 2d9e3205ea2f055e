package dev.toolrack.cli;

import dev.toolrack.cli.token.AuthorizedServer;
import dev.toolrack.cli.token.TokenOptions;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.mcp.Era;
import dev.toolrack.mcp.Failed;
import dev.toolrack.mcp.RawTool;
import dev.toolrack.mcp.Verified;
import dev.toolrack.mcp.call.CallOutcome;
import dev.toolrack.mcp.call.ToolCall;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mcp call URL TOOL}. */
@Command(
    name = "call",
    description = {
      "Verifies a server and calls one of its tools, once.",
      "Whatever the tool does, it really does."
    })
final class CallCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private TokenOptions token = new TokenOptions();

  @Parameters(index = "1", paramLabel = "TOOL", description = "The tool's name.")
  private String tool = "";

  @Option(
      names = "--arguments",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "The tool's arguments, an object. Default: {}.")
  private String arguments = "{}";

  @Option(
      names = "--arguments-file",
      paramLabel = "FILE",
      description = "The same from a file, for secrets; - is the standard input.")
  private @Nullable Path argumentsFile;

  @Option(
      names = "--accept",
      paramLabel = "JSON",
      description =
          "Accept whatever the tool asks its user for, with this content, an object. For servers"
              + " of 2026-07-28 and later.")
  private @Nullable String accept;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "table: the texts of the answer, cleaned. json: all of it, exact.")
  private OutputForm output = OutputForm.TABLE;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try (var authorized = AuthorizedServer.of(token, server.request(), server::verifier, err())) {
      return switch (authorized.verify()) {
        case Failed failed -> {
          VerificationTable.print(err(), failed);
          yield Mcp.FAILED;
        }
        case Verified verified when verified.server().era() == Era.SSE -> {
          err()
              .println("tools are called over Streamable HTTP only; this server has HTTP with SSE");
          yield Mcp.FAILED;
        }
        case Verified verified -> {
          ToolCall wanted = wanted(VerifyCommand.tools(verified));
          yield report(authorized.call(verified.server(), wanted));
        }
      };
    }
  }

  private ToolCall wanted(ToolSet tools) {
    ToolDefinition definition =
        tools
            .find(tool)
            .orElseThrow(() ->
                new WrongUse(
                    tools.rejected().stream()
                        .filter(rejected -> tool.equals(rejected.name()))
                        .findFirst()
                        .map(rejected -> "left out: " + rejected.message())
                        .orElse("the server has no tool of that name")));
    String given =
        argumentsFile == null ? arguments : TextFile.read("--arguments-file", argumentsFile);
    try {
      return new ToolCall(
          tool, new RawTool(definition.raw()), given.strip(), Optional.ofNullable(accept));
    } catch (IllegalArgumentException e) {
      throw new WrongUse("arguments and accepted content must be JSON objects");
    }
  }

  private int report(CallOutcome outcome) {
    switch (outcome) {
      case CallOutcome.Answered answer -> {
        print(answer.json());
        return answer.isError() ? Mcp.FAILED : Mcp.DONE;
      }
      case CallOutcome.InputRequired asked -> {
        err().println("the tool asks for something that was not given; see --accept");
        print(asked.json());
      }
      case CallOutcome.Refused refused ->
          err().println("refused: " + refused.code() + " " + CleanText.of(refused.message(), 1024));
      case CallOutcome.Uncallable uncallable ->
          err().println("the tool wants arguments in headers that cannot be sent");
      case CallOutcome.Unanswered none -> {
        err().println("no answer: " + Words.reason(none.reason()));
        err().println(none.reason().message());
      }
    }
    err().flush();
    return Mcp.FAILED;
  }

  private void print(String result) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (output == OutputForm.JSON) {
      out.println(Words.ascii(result));
    } else {
      CallTexts.of(result).forEach(out::println);
    }
    out.flush();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
