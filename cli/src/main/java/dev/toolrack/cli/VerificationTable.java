package dev.toolrack.cli;

import dev.toolrack.core.tool.CleanText;
import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolReading;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.mcp.Authentication;
import dev.toolrack.mcp.Failed;
import dev.toolrack.mcp.ServerFacts;
import dev.toolrack.mcp.Verified;
import java.io.PrintWriter;
import java.util.Optional;

/** A verification for people: every word of the server's is cleaned. */
final class VerificationTable {
  private static final int DIGEST_SHOWN = "sha256:".length() + 12;

  private VerificationTable() {}

  static void print(PrintWriter out, Verified verified, ToolSet tools) {
    ServerFacts server = verified.server();
    String name = (server.name() + " " + server.version()).strip();
    row(out, "server", name.isEmpty() ? "(nameless)" : name);
    row(out, "era", Words.small(server.era()));
    row(out, "protocol", server.protocolVersion());
    row(out, "transport", server.transport().wireName());
    row(out, "auth", authentication(verified.authentication()));
    if (verified.fresh().isPositive()) {
      row(out, "fresh for", verified.fresh().toSeconds() + " s");
    }
    row(out, "tools", tools.tools().size() + ", digest " + tools.digest());
    tools(out, tools);
    out.flush();
  }

  static void print(PrintWriter err, Failed failed) {
    err.println("not verified: " + Words.reason(failed.reason()));
    err.println(failed.reason().message());
    if (failed.authentication().isPresent()) {
      row(err, "auth", authentication(failed.authentication()));
    }
    err.flush();
  }

  private static void tools(PrintWriter out, ToolSet tools) {
    int width = tools.tools().stream().mapToInt(tool -> tool.name().length()).max().orElse(0);
    width = Math.max(width, "NAME".length());
    if (!tools.tools().isEmpty()) {
      out.println();
      tool(out, width, "NAME", "DIGEST", "TITLE");
    }
    for (ToolDefinition tool : tools.tools()) {
      String title = tool.title();
      tool(
          out,
          width,
          tool.name(),
          tool.digest().substring(0, DIGEST_SHOWN),
          title == null ? "" : title);
    }
    if (!tools.rejected().isEmpty()) {
      out.println();
      out.println("left out:");
    }
    for (ToolReading.Rejected tool : tools.rejected()) {
      out.println("  " + tool.message());
    }
  }

  private static void tool(PrintWriter out, int width, String name, String digest, String title) {
    String padded = name + " ".repeat(width - name.length());
    String rest = digest + " ".repeat(DIGEST_SHOWN - digest.length());
    out.println((padded + "  " + rest + "  " + title).stripTrailing());
  }

  private static void row(PrintWriter out, String key, String value) {
    out.println((key + " ".repeat(11 - key.length()) + value).stripTrailing());
  }

  private static String authentication(Optional<Authentication> authentication) {
    if (authentication.isEmpty()) {
      return "not said";
    }
    StringBuilder text = new StringBuilder(Words.small(authentication.get().scheme()));
    authentication.get().authorizationServer().ifPresent(url -> text.append(", at ").append(url));
    if (!authentication.get().scopes().isEmpty()) {
      text.append(", scopes ").append(String.join(" ", authentication.get().scopes()));
    }
    return CleanText.of(text.toString(), 4096);
  }
}
