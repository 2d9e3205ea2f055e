package dev.toolrack.core.render;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.toolrack.core.naming.CredentialKey;
import dev.toolrack.core.render.ToolsetDocument.CredentialPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** mcp.json: the form that most MCP clients read unmodified. */
@JsonPropertyOrder({"mcpServers"})
record McpClientConfig(SortedMap<String, Entry> mcpServers) {

  /** One server. */
  @JsonPropertyOrder({"type", "url", "headers"})
  record Entry(String type, String url, SortedMap<String, String> headers) {}

  /** Clients say http where the protocol says Streamable HTTP. */
  private static Entry entry(ServerPart server, SortedMap<String, String> headers) {
    return new Entry(server.transport().equals("sse") ? "sse" : "http", server.url(), headers);
  }

  /** With {@code ${KEY}} where a secret belongs. */
  static McpClientConfig withPlaceholders(Collection<ServerPart> servers) {
    var entries = new TreeMap<String, Entry>();
    for (ServerPart server : servers) {
      entries.put(server.name(), entry(server, server.headers()));
    }
    return new McpClientConfig(entries);
  }

  /** With the values themselves; for the Secret only. */
  static McpClientConfig withValues(
      Collection<ServerPart> servers, UnaryOperator<String> valueOfKey) {
    var entries = new TreeMap<String, Entry>();
    for (ServerPart server : servers) {
      var headers = new TreeMap<>(server.headers());
      for (CredentialPart credential : server.credentials()) {
        headers.computeIfPresent(
            credential.header(),
            (name, text) ->
                text.replace(
                    CredentialKey.placeholder(credential.key()),
                    valueOfKey.apply(credential.key())));
      }
      entries.put(server.name(), entry(server, headers));
    }
    return new McpClientConfig(entries);
  }
}
