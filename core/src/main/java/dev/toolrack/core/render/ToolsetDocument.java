package dev.toolrack.core.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * toolset.json: what an agent may use. The contract is docs/schemas/toolset-v1.json; readers ignore
 * fields they do not know. Lists are sorted, so equal decisions give equal bytes.
 *
 * @param schema URL of the contract
 * @param agent whose toolset it is
 * @param servers those with at least one enabled tool, by name
 * @param unavailable those that hold a name and cannot be used now, by name
 */
@JsonPropertyOrder({"schema", "agent", "servers", "unavailable"})
public record ToolsetDocument(
    String schema, AgentPart agent, List<ServerPart> servers, List<UnavailablePart> unavailable) {

  /** The contract of this version. */
  public static final String SCHEMA = "https://toolrack.dev/schemas/toolset-v1.json";

  public ToolsetDocument {
    servers = List.copyOf(servers);
    unavailable = List.copyOf(unavailable);
  }

  /** The agent and where it belongs; org, team and project are absent on an island. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"name", "namespace", "org", "team", "project"})
  public record AgentPart(
      String name,
      String namespace,
      @Nullable String org,
      @Nullable String team,
      @Nullable String project) {}

  /**
   * One server.
   *
   * @param name the alias
   * @param title for people
   * @param integration {@code namespace/name}
   * @param headers with {@code ${KEY}} where a secret belongs
   * @param credentials which key of the Secret belongs to which header
   * @param tools the allow-list
   */
  @JsonPropertyOrder({
    "name",
    "title",
    "integration",
    "transport",
    "url",
    "protocolVersion",
    "headers",
    "credentials",
    "tools"
  })
  public record ServerPart(
      String name,
      String title,
      String integration,
      String transport,
      String url,
      String protocolVersion,
      SortedMap<String, String> headers,
      List<CredentialPart> credentials,
      List<ToolPart> tools) {
    public ServerPart {
      credentials = List.copyOf(credentials);
      tools = List.copyOf(tools);
    }
  }

  /** Key of the credentials Secret, and the header its value belongs into. */
  @JsonPropertyOrder({"key", "header"})
  public record CredentialPart(String key, String header) {}

  /**
   * One enabled tool.
   *
   * @param name the server's own name
   * @param id {@code mcp:<alias>:<name>}
   * @param llmName a name that every model accepts
   * @param title for people; empty where the server gives none
   * @param access Read, Write or Unknown
   * @param approval Auto or Ask
   * @param decidedBy the rule or seed that decided the approval
   * @param digest of the approved definition, where changes are held; {@code null} where they apply
   *     by themselves, for every cosmetic change would be another file
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonPropertyOrder({
    "name",
    "id",
    "llmName",
    "title",
    "access",
    "approval",
    "decidedBy",
    "digest"
  })
  public record ToolPart(
      String name,
      String id,
      String llmName,
      String title,
      String access,
      String approval,
      String decidedBy,
      @Nullable String digest) {}

  /** A server that cannot be used now. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"name", "integration", "reason"})
  public record UnavailablePart(String name, @Nullable String integration, String reason) {}
}
