package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person declares about one connection.
 *
 * @param connectorRef the connector
 * @param displayName shown to agents and people
 * @param alias the server name agents see; {@code null} = the integration's own name
 * @param enabled the master switch; {@code false} means no outbound call either
 * @param access who may use it
 * @param override what may take its alias nearer to an agent
 * @param credentials what it authenticates with
 * @param variables values for the connector's templates
 * @param tools its policy
 * @param unknown fields of a newer version of the API, by name
 */
public record McpIntegrationSpec(
    ConnectorRef connectorRef,
    @Nullable String displayName,
    @Nullable String alias,
    Boolean enabled,
    Access access,
    AliasOverride override,
    Credentials credentials,
    List<VariableValue> variables,
    Tools tools,
    @JsonAnySetter Map<String, Object> unknown) {

  /** Fills in the schema's defaults, for objects that no API server has seen. */
  public McpIntegrationSpec {
    connectorRef = connectorRef == null ? new ConnectorRef("", null) : connectorRef;
    enabled = enabled == null || enabled;
    access = access == null ? new Access(AccessFrom.NAMESPACE, null, List.of(), Map.of()) : access;
    override = override == null ? AliasOverride.SAME_CONNECTOR : override;
    credentials = credentials == null ? new Credentials(null, List.of(), Map.of()) : credentials;
    variables = variables == null ? List.of() : List.copyOf(variables);
    tools = tools == null ? new Tools(List.of(), Map.of()) : tools;
    unknown = unknown == null ? Map.of() : unknown;
  }

  /**
   * Names a connector.
   *
   * @param namespace {@code null} = the integration's own
   */
  public record ConnectorRef(String name, @Nullable String namespace) {}

  /**
   * Who may use the integration.
   *
   * @param from the kind of reach
   * @param scope narrows {@code Scope} below what the namespace provides
   * @param selected the entries of {@code Selected}
   */
  public record Access(
      AccessFrom from,
      @Nullable Scope scope,
      List<Selected> selected,
      @JsonAnySetter Map<String, Object> unknown) {
    public Access {
      from = from == null ? AccessFrom.NAMESPACE : from;
      selected = selected == null ? List.of() : List.copyOf(selected);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A path, or its end below what the namespace provides. */
  public record Scope(@Nullable String org, @Nullable String team, @Nullable String project) {}

  /**
   * Some agents.
   *
   * @param namespace by name; exactly one of this and the selector is given
   * @param namespaceSelector by labels of Namespaces
   * @param agents binding names there; empty = all
   */
  public record Selected(
      @Nullable String namespace,
      @Nullable NamespaceSelector namespaceSelector,
      List<String> agents,
      @JsonAnySetter Map<String, Object> unknown) {
    public Selected {
      agents = agents == null ? List.of() : List.copyOf(agents);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** Labels that a Namespace must carry. */
  public record NamespaceSelector(
      Map<String, String> matchLabels, @JsonAnySetter Map<String, Object> unknown) {
    public NamespaceSelector {
      matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /**
   * What is sent as authentication, by reference only.
   *
   * @param bearer becomes {@code Authorization: Bearer <value>}
   * @param headers further secret headers
   */
  public record Credentials(
      @Nullable Bearer bearer,
      List<SecretHeader> headers,
      @JsonAnySetter Map<String, Object> unknown) {
    public Credentials {
      headers = headers == null ? List.of() : List.copyOf(headers);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A bearer token. */
  public record Bearer(SecretKeyRef secretKeyRef) {}

  /** A header whose value is secret. */
  public record SecretHeader(String name, SecretKeyRef secretKeyRef) {}

  /** A key of a Secret in the integration's own namespace. */
  public record SecretKeyRef(String name, String key) {}

  /** A value for a variable of the connector. */
  public record VariableValue(String name, String value) {}

  /** The integration's tool policy. */
  public record Tools(List<ToolRule> rules, @JsonAnySetter Map<String, Object> unknown) {
    public Tools {
      rules = rules == null ? List.of() : List.copyOf(rules);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }
}
