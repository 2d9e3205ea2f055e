package dev.toolrack.testbed.mcp;

import dev.toolrack.testbed.Provisioned;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The reference server of the MCP project: Streamable HTTP of revision 2025-11-25 with sessions, no
 * authentication, a dozen tools with annotations.
 */
public final class EverythingServer implements AutoCloseable {
  private static final String SCRIPT =
      "node_modules/@modelcontextprotocol/server-everything/dist/index.js";

  private final NodeServer server;

  private EverythingServer(NodeServer server) {
    this.server = server;
  }

  /** Starts the server on a free port and waits until it listens. */
  public static EverythingServer start() {
    var provisioned = Provisioned.locate();
    // By itself it listens on every interface.
    var loopbackOnly = provisioned.mcpScript("loopback.mjs").toUri().toString();
    var script = provisioned.mcpScript(SCRIPT).toString();
    return new EverythingServer(
        NodeServer.start(
            List.of("--import", loopbackOnly, script, "streamableHttp"),
            Map.of(),
            "listening on port",
            0));
  }

  /** The address of its MCP endpoint. */
  public URI url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
  }
}
