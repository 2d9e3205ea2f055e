package dev.toolrack.cli.registry;

import dev.toolrack.cli.WrongUse;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.Toolrack;
import dev.toolrack.cli.lint.TextLint;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl toolrack import server.json}. */
@Command(
    name = "import",
    description = {
      "Makes an McpConnector of a server.json, the format of MCP registries, and prints it.",
      "Nothing is sent anywhere, and nothing is updated later: the connector is what was imported."
    })
public final class ImportCommand implements Callable<Integer> {
  private static final int MOST = 1024 * 1024;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The server.json; - is the standard input.")
  private String file = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The connector's name. Default: the last part of the server's.")
  private @Nullable String name;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The connector's namespace. Default: none is written.")
  private @Nullable String namespace;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    PrintWriter out = command.getOut();
    try {
      out.print(document(ServerJsonReader.read(text(command))));
      out.flush();
      return ExitCode.DONE;
    } catch (Refused e) {
      command.getErr().println("refused: " + e.getMessage());
      return ExitCode.BAD_NEWS;
    }
  }

  private String document(ServerJson server) {
    ServerJson.Remote remote = remote(server);
    Draft draft = RemoteReading.of(remote);
    String called = name == null ? ConnectorYaml.name(server.name()) : name;
    String yaml = ConnectorYaml.connector(server, remote, draft, called, namespace);
    List<String> problems = TextLint.problems(yaml);
    if (!problems.isEmpty()) {
      throw new Refused(String.join("; ", problems));
    }
    StringBuilder all = new StringBuilder(yaml);
    ConnectorYaml.hints(draft, called).forEach(line -> all.append("# ").append(line).append('\n'));
    return all.toString();
  }

  /** The best of its addresses. */
  private static ServerJson.Remote remote(ServerJson server) {
    for (ServerJson.Kind kind : List.of(ServerJson.Kind.STREAMABLE_HTTP, ServerJson.Kind.SSE)) {
      for (ServerJson.Remote remote : server.remotes()) {
        if (remote.kind() == kind) {
          return remote;
        }
      }
    }
    if (!server.packages().isEmpty()) {
      throw new Refused(
          "it has no remote, only packages to be run (%s); run it somewhere and declare its URL in an McpConnector"
              .formatted(String.join(", ", server.packages())));
    }
    throw new Refused("it has no remote of type streamable-http or sse");
  }

  private String text(CommandLine command) {
    try (InputStream in =
        file.equals("-")
            ? Toolrack.of(command).surroundings().in()
            : Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new WrongUse(file + " is larger than 1 MiB; that is no server.json");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WrongUse(file + " cannot be read; name an existing file");
    }
  }
}
