package dev.toolrack.testbed.mcp;

import dev.toolrack.testbed.FreePort;
import dev.toolrack.testbed.GuardedProcess.Signal;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.TestbedException;
import dev.toolrack.testbed.Workspace;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An MCP server that runs on Node, on a loopback port, until it is closed or the JVM ends. */
final class NodeServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Workspace workspace;
  private final URI url;

  private NodeServer(Workspace workspace, URI url) {
    this.workspace = workspace;
    this.url = url;
  }

  /**
   * Starts a server on a port of its choice, or on a given one, and waits until it has printed
   * {@code ready}.
   */
  static NodeServer start(
      List<String> arguments, Map<String, String> environment, String ready, int wantedPort) {
    var port = wantedPort == 0 ? FreePort.next() : wantedPort;
    var workspace = Workspace.create();
    try {
      var command = new ArrayList<>(List.of(Provisioned.locate().nodeExecutable().toString()));
      command.addAll(arguments);
      var variables = new HashMap<>(environment);
      variables.put("PORT", String.valueOf(port));
      var process = workspace.start("mcp-server", command, variables, Signal.TERM);
      process.await(START_LIMIT, () -> process.output().contains(ready));
      return new NodeServer(workspace, URI.create("http://127.0.0.1:" + port + "/mcp"));
    } catch (TestbedException e) {
      workspace.close();
      throw e;
    }
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
