package dev.toolrack.cli.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server.json of an MCP registry, whatever its revision: snake_case before 2025-09-16, url
 * variables since 2025-12-11. Its texts are a publisher's and mean nothing.
 *
 * @param name {@code namespace/name}
 * @param version one version, no range
 * @param title for people; may be empty
 * @param description for people; may be empty
 * @param remotes how to reach it over the network
 * @param packages what would have to be run, as {@code npm example}
 */
record ServerJson(
    String name,
    String version,
    String title,
    String description,
    List<Remote> remotes,
    List<String> packages) {

  /** How a remote is spoken to. */
  enum Kind {
    STREAMABLE_HTTP("StreamableHTTP"),
    SSE("SSE"),
    UNKNOWN("");

    private final String transport;

    Kind(String transport) {
      this.transport = transport;
    }

    /** As a connector has it. */
    String transport() {
      return transport;
    }
  }

  /**
   * One address.
   *
   * @param url a template
   * @param headers what is sent with every request
   * @param variables of the url
   */
  record Remote(Kind kind, String url, List<Input> headers, Map<String, Input> variables) {}

  /**
   * A value that somebody has to give, or that is given.
   *
   * @param value fixed, a template over {@code variables}; null = a user gives it
   * @param defaultValue where a user gives none
   * @param choices what is allowed; empty = anything
   * @param format {@code string}, {@code number}, {@code boolean} or {@code filepath}
   */
  record Input(
      String name,
      String description,
      boolean required,
      boolean secret,
      @Nullable String value,
      @Nullable String defaultValue,
      List<String> choices,
      String format,
      Map<String, Input> variables) {}
}
