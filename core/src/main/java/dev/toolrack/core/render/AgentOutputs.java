package dev.toolrack.core.render;

import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.view.IntegrationRef;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Everything an agent mounts, complete and without a secret value.
 *
 * @param toolset data of the ConfigMap, by file name
 * @param servers the servers in it
 * @param credentials the keys of the Secret and where their values come from
 */
public record AgentOutputs(
    SortedMap<String, String> toolset,
    List<ServerPart> servers,
    SortedMap<String, CredentialSource> credentials) {

  /** File with the servers and tools, for programs. */
  public static final String TOOLSET_FILE = "toolset.json";

  /** File for MCP clients that expand placeholders from the environment. */
  public static final String CLIENT_FILE = "mcp.json";

  /** File for MCP clients that expand nothing; in the Secret. */
  public static final String RESOLVED_CLIENT_FILE = "mcp.resolved.json";

  public AgentOutputs {
    toolset = Collections.unmodifiableSortedMap(new TreeMap<>(toolset));
    servers = List.copyOf(servers);
    credentials = Collections.unmodifiableSortedMap(new TreeMap<>(credentials));
  }

  /** No server, no key. */
  public static AgentOutputs nothing() {
    return new AgentOutputs(new TreeMap<>(), List.of(), new TreeMap<>());
  }

  /** Name of the ConfigMap of a binding. */
  public static String toolsetName(String binding) {
    return binding + "-toolset";
  }

  /** Name of the Secret of a binding. */
  public static String credentialsName(String binding) {
    return binding + "-credentials";
  }

  /**
   * The integrations of servers with a credential that cannot be delivered.
   *
   * @param refused whether the value of a source may not be had
   */
  public Set<IntegrationRef> refusing(Predicate<CredentialSource> refused) {
    return servers.stream()
        .filter(server ->
            server.credentials().stream()
                .map(credential -> Optional.ofNullable(credentials.get(credential.key())))
                .anyMatch(source -> source.filter(Predicate.not(refused)).isEmpty()))
        .map(server -> IntegrationRef.parse(server.integration()))
        .collect(Collectors.toSet());
  }

  /**
   * The data of the Secret.
   *
   * @param valueOfKey the value for each key of {@link #credentials()}
   */
  public SortedMap<String, String> secretData(UnaryOperator<String> valueOfKey) {
    var data = new TreeMap<String, String>();
    credentials.keySet().forEach(key -> data.put(key, valueOfKey.apply(key)));
    data.put(RESOLVED_CLIENT_FILE, JsonText.of(McpClientConfig.withValues(servers, valueOfKey)));
    return data;
  }
}
