package dev.toolrack.testbed.mcp;

import dev.toolrack.testbed.Provisioned;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The reference server of the MCP project: revision 2025-11-25 over Streamable HTTP with sessions,
 * or HTTP with SSE of 2024-11-05; no authentication, a dozen tools with annotations.
 */
public final class EverythingServer implements AutoCloseable {
  private static final String SCRIPT =
      "node_modules/@modelcontextprotocol/server-everything/dist/index.js";

  private final NodeServer server;
  private final String path;

  private EverythingServer(NodeServer server, String path) {
    this.server = server;
    this.path = path;
  }

  /** Starts the server with Streamable HTTP on a free port and waits until it listens. */
  public static EverythingServer start() {
    return start("streamableHttp", "listening on port", "/mcp");
  }

  /** Starts the server with HTTP with SSE on a free port and waits until it listens. */
  public static EverythingServer startSse() {
    return start("sse", "running on port", "/sse");
  }

  private static EverythingServer start(String transport, String ready, String path) {
    var provisioned = Provisioned.locate();
    // By itself it listens on every interface.
    var loopbackOnly = provisioned.mcpScript("loopback.mjs").toUri().toString();
    var script = provisioned.mcpScript(SCRIPT).toString();
    return new EverythingServer(
        NodeServer.start(List.of("--import", loopbackOnly, script, transport), Map.of(), ready, 0),
        path);
  }

  /** The address of its MCP endpoint. */
  public URI url() {
    return server.url().resolve(path);
  }

  @Override
  public void close() {
    server.close();
  }
}
