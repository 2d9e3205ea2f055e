package dev.toolrack.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server answered and listed its tools to the end.
 *
 * @param server what the server says it is
 * @param tools its tools in the order sent, not yet judged: names may repeat, objects may be
 *     invalid
 * @param authentication how it wants callers to authenticate; empty if it did not say
 * @param fresh how long the server says that its list holds; zero if it said nothing
 */
public record Verified(
    ServerFacts server,
    List<RawTool> tools,
    Optional<Authentication> authentication,
    Duration fresh)
    implements Verification {
  /** Takes a copy of the list. */
  public Verified {
    tools = List.copyOf(tools);
  }

  /** The same with word of how the server wants callers to authenticate. */
  Verified with(Authentication found) {
    return new Verified(server, tools, Optional.of(found), fresh);
  }
}
