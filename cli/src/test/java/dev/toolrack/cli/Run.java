package dev.toolrack.cli;

import dev.toolrack.cli.kubectl.Surroundings;
import dev.toolrack.cli.kubectl.Toolrack;
import dev.toolrack.testbed.leaks.Leaks;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** One run of the command in this JVM. */
public record Run(int status, String out, String err) {
  private static final Set<String> SECRET_FILES =
      Set.of(
          "--bearer-file",
          "--header-file",
          "--oauth-secret-file",
          "--oauth-key-file",
          "--oauth-idp-secret-file",
          "--oauth-id-token-file",
          "--oauth-assertion-file");

  public static Run mcp(String... arguments) {
    return of(Mcp.commandLine(), arguments);
  }

  /** One during which somebody logs in at the address that it prints. */
  public static Run mcpWithBrowser(String... arguments) {
    StringWriter out = new StringWriter();
    try (HeadlessBrowser browser = new HeadlessBrowser()) {
      CommandLine line = Mcp.commandLine().setOut(new PrintWriter(out));
      int status = line.setErr(new PrintWriter(browser)).execute(arguments);
      return heard(new Run(status, out.toString(), browser.toString()), arguments);
    }
  }

  /** {@code kubectl toolrack} without a terminal. */
  public static Run toolrack(String... arguments) {
    return toolrack(new Surroundings(false, Map.of(), InputStream.nullInputStream()), arguments);
  }

  /** {@code kubectl toolrack} in these surroundings. */
  public static Run toolrack(Surroundings surroundings, String... arguments) {
    return of(Toolrack.commandLine(surroundings, arguments), arguments);
  }

  private static Run of(CommandLine line, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return heard(new Run(status, out.toString(), err.toString()), arguments);
  }

  /** No command prints what it was given in a file, nor a token that it got. */
  public static Run heard(Run run, String... arguments) {
    for (int i = 1; i < arguments.length; i++) {
      if (SECRET_FILES.contains(arguments[i - 1])) {
        secretIn(Path.of(arguments[i]));
      }
    }
    String command = arguments.length == 0 ? "without a name" : arguments[0];
    Leaks.here().said("output of the command " + command, run.out + "\n" + run.err);
    return run;
  }

  private static void secretIn(Path file) {
    try {
      String text = Files.readString(file);
      Leaks.here().secret("the content of a file", text);
      // Lines of headers, which have a name before.
      text.lines()
          .filter(line -> line.contains(": "))
          .map(line -> line.split(": ", 2)[1])
          .forEach(value -> Leaks.here().credential("a header in a file", value));
    } catch (IOException e) {
      // The command could not read it either.
    }
  }
}
