package dev.toolrack.mcp;

import java.util.List;

/**
 * The server answered and listed its tools to the end.
 *
 * @param server what the server says it is
 * @param tools its tools in the order sent, not yet judged: names may repeat, objects may be
 *     invalid
 */
public record Verified(ServerFacts server, List<RawTool> tools) implements Verification {
  /** Takes a copy of the list. */
  public Verified {
    tools = List.copyOf(tools);
  }
}
