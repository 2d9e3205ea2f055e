package dev.toolrack.mcp;

/** How messages travel. */
public enum Transport {
  /** One endpoint, POST, answers as JSON or as a stream. */
  STREAMABLE_HTTP("streamable-http"),
  /** HTTP with SSE of 2024-11-05: one stream for all answers, messages to another URL. */
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
