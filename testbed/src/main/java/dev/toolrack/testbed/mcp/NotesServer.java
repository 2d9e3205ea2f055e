package dev.toolrack.testbed.mcp;

import dev.toolrack.testbed.Provisioned;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small notes service of revision 2026-07-28, on the TypeScript SDK, that wants a bearer token;
 * six tools. Its script is {@code testbed/mcp-servers/notes-server.mjs}.
 */
public final class NotesServer implements AutoCloseable {
  private final Map<String, String> mode;
  private NodeServer server;

  private NotesServer(Map<String, String> mode, String... tokens) {
    this.mode = mode;
    this.server = start(mode, 0, tokens);
  }

  /** Starts the server on a free port; it accepts each of these tokens. */
  public static NotesServer start(String... tokens) {
    return new NotesServer(Map.of(), tokens);
  }

  /** Starts a server that serves revisions before 2026-07-28 as well. */
  public static NotesServer startDual(String... tokens) {
    return new NotesServer(Map.of("NOTES_LEGACY", "stateless"), tokens);
  }

  /** Starts a server that lists so many tools at a time. */
  public static NotesServer startPaged(int page, String... tokens) {
    return new NotesServer(Map.of("NOTES_PAGE", String.valueOf(page)), tokens);
  }

  /** Restarts the server at the same address with other tokens; all notes are lost. */
  public void restart(String... tokens) {
    var port = server.url().getPort();
    server.close();
    server = start(mode, port, tokens);
  }

  /** The address of its MCP endpoint. */
  public URI url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
  }

  private static NodeServer start(Map<String, String> mode, int port, String... tokens) {
    var script = Provisioned.locate().mcpScript("notes-server.mjs").toString();
    var environment = new HashMap<>(mode);
    environment.put("NOTES_TOKENS", String.join(",", tokens));
    return NodeServer.start(List.of(script), environment, "ready on", port);
  }
}
