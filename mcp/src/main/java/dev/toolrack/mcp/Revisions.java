package dev.toolrack.mcp;

import java.util.List;
import java.util.Optional;

/** The revisions of MCP that are spoken here, newest first. */
final class Revisions {
  static final List<String> STATELESS = List.of("2026-07-28");

  /** What {@code initialize} asks for, and what a server may settle on instead. */
  static final List<String> SESSION =
      List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

  private Revisions() {}

  /** The newest known one that a server offers. */
  static Optional<String> newest(List<String> known, List<String> offered) {
    return known.stream().filter(offered::contains).findFirst();
  }
}
