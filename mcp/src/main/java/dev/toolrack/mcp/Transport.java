package dev.toolrack.mcp;

/** How messages travel. */
public enum Transport {
  /** One endpoint, POST, answers as JSON or as a stream. */
  STREAMABLE_HTTP("streamable-http"),
  /** The HTTP with SSE transport of 2024-11-05. Not spoken by {@link McpServerVerifier} yet. */
  SSE("sse");

  private final String wireName;

  Transport(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The name used in {@code server.json} and in toolsets.
   *
   * @return such as {@code streamable-http}
   */
  public String wireName() {
    return wireName;
  }
}
