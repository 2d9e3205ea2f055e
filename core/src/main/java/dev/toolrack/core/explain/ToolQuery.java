package dev.toolrack.core.explain;

import dev.toolrack.core.naming.ToolNames;
import java.util.Optional;

/**
 * A tool as somebody names it.
 *
 * @param alias the server; empty = any
 * @param tool the server's own name, or the name that an LLM sees
 */
public record ToolQuery(Optional<String> alias, String tool) {
  private static final String ID = "mcp:";
  private static final String LLM = "mcp__";

  /**
   * Reads {@code tool}, {@code alias:tool}, {@code mcp:alias:tool}, or the name that LLMs see. No
   * name of a tool has a colon in it, and no alias has a low line.
   */
  public static ToolQuery parse(String text) {
    String rest = text.startsWith(ID) ? text.substring(ID.length()) : text;
    int colon = rest.indexOf(':');
    if (colon >= 0) {
      return new ToolQuery(Optional.of(rest.substring(0, colon)), rest.substring(colon + 1));
    }
    if (text.startsWith(LLM)) {
      int end = text.indexOf("__", LLM.length());
      if (end > 0) {
        return new ToolQuery(Optional.of(text.substring(LLM.length(), end)), text);
      }
    }
    return new ToolQuery(Optional.empty(), text);
  }

  /** Whether this names the tool of that server. */
  public boolean means(String server, String name) {
    return alias.filter(wanted -> !wanted.equals(server)).isEmpty()
        && (tool.equals(name) || tool.equals(ToolNames.llmName(server, name)));
  }

  /** The server's own name, as far as it can be told from the query alone. */
  public String plainTool() {
    return alias
        .map(server -> LLM + server + "__")
        .filter(tool::startsWith)
        .map(prefix -> tool.substring(prefix.length()))
        .orElse(tool);
  }
}
