package dev.toolrack.testbed.mcp;

import dev.toolrack.testbed.Provisioned;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A small notes service of revision 2026-07-28 that wants a bearer token; six tools. Its script is
 * {@code testbed/mcp-servers/notes-server.mjs}.
 */
public final class NotesServer implements AutoCloseable {
  private NodeServer server;

  private NotesServer(NodeServer server) {
    this.server = server;
  }

  /** Starts the server on a free port; it accepts each of these tokens. */
  public static NotesServer start(String... tokens) {
    return new NotesServer(start(0, tokens));
  }

  /** Restarts the server at the same address with other tokens; all notes are lost. */
  public void restart(String... tokens) {
    var port = server.url().getPort();
    server.close();
    server = start(port, tokens);
  }

  /** The address of its MCP endpoint. */
  public URI url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
  }

  private static NodeServer start(int port, String... tokens) {
    var script = Provisioned.locate().mcpScript("notes-server.mjs").toString();
    return NodeServer.start(
        List.of(script), Map.of("NOTES_TOKENS", String.join(",", tokens)), "ready on", port);
  }
}
