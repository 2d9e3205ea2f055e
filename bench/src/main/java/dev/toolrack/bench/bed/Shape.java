package dev.toolrack.bench.bed;

/**
 * How big the organisation is.
 *
 * @param bindings the agents
 * @param servers MCP servers with an integration and a credential each, used by every agent
 * @param tools of each server
 */
public record Shape(int bindings, int servers, int tools) {
  /** Agents of one namespace, but for the last. */
  public static final int PER_NAMESPACE = 20;

  /** One agent in so many uses the server that the others exclude. */
  public static final int RARE = 10;

  /** Refuses what cannot be made. */
  public Shape {
    if (bindings < 1 || servers < 1 || tools < 1 || tools > ToolList.MOST) {
      throw new IllegalArgumentException(
          "At least one binding and server, and 1 to " + ToolList.MOST + " tools.");
    }
  }

  /** The namespaces that the agents live in. */
  public int namespaces() {
    return (bindings + PER_NAMESPACE - 1) / PER_NAMESPACE;
  }

  /** How many agents use the rare server. */
  public int rare() {
    return (bindings + RARE - 1) / RARE;
  }

  /** The same organisation with another number of agents. */
  public Shape with(int otherBindings) {
    return new Shape(otherBindings, servers, tools);
  }
}
