package dev.toolrack.core.view;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.naming.CredentialKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A verified server as an integration offers it to agents.
 *
 * @param alias the name agents know it by
 * @param title for people
 * @param url where it is
 * @param transport as clients name it, {@code streamable-http}
 * @param protocolVersion the newest MCP revision it was verified with
 * @param headers that are no secret, by name
 * @param credentials where its secret headers come from
 * @param definitionsHeld whether only approved definitions are delivered, so that agents may check
 *     what the server tells them
 * @param tools every valid tool it lists, by name
 */
public record ServedServer(
    String alias,
    String title,
    HttpUrl url,
    String transport,
    String protocolVersion,
    SortedMap<String, String> headers,
    List<CredentialSlot> credentials,
    boolean definitionsHeld,
    List<ServedTool> tools) {

  public ServedServer {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    credentials = List.copyOf(credentials);
    tools = List.copyOf(tools);
  }

  /** The key under which agents find the value of a slot; another destination is another key. */
  public String keyOf(CredentialSlot slot, IntegrationRef integration) {
    return slot.bearer()
        ? CredentialKey.bearer(alias, integration.toString(), url)
        : CredentialKey.header(alias, integration.toString(), url, slot.header());
  }

  /** With headers in any order. */
  public static SortedMap<String, String> sorted(Map<String, String> headers) {
    return new TreeMap<>(headers);
  }
}
