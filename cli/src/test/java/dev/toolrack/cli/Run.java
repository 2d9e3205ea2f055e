package dev.toolrack.cli;

import dev.toolrack.cli.kubectl.Surroundings;
import dev.toolrack.cli.kubectl.Toolrack;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** One run of the command in this JVM. */
public record Run(int status, String out, String err) {
  public static Run mcp(String... arguments) {
    return of(Mcp.commandLine(), arguments);
  }

  /** One during which somebody logs in at the address that it prints. */
  public static Run mcpWithBrowser(String... arguments) {
    StringWriter out = new StringWriter();
    try (HeadlessBrowser browser = new HeadlessBrowser()) {
      CommandLine line = Mcp.commandLine().setOut(new PrintWriter(out));
      int status = line.setErr(new PrintWriter(browser)).execute(arguments);
      return new Run(status, out.toString(), browser.toString());
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
    return new Run(status, out.toString(), err.toString());
  }
}
