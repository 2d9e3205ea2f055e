package dev.toolrack.mcp;

/** Which of the three incompatible ways of MCP a server speaks. */
public enum Era {
  /** 2026-07-28 and later: every request stands alone. */
  STATELESS,
  /** 2025-03-26 to 2025-11-25: {@code initialize} first, often with a session. */
  SESSION,
  /** 2024-11-05 with its two endpoints: a stream for answers, another URL for messages. */
  SSE
}
