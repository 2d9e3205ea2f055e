package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
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
@JsonInclude(JsonInclude.Include.NON_NULL)
public record McpIntegrationSpec(
    ConnectorRef connectorRef,
    @Nullable String displayName,
    @Nullable String alias,
    Boolean enabled,
    Access access,
    AliasOverride override,
    Credentials credentials,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<VariableValue> variables,
    Tools tools,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Fills in the schema's defaults, for objects that no API server has seen. */
  public McpIntegrationSpec {
    connectorRef = connectorRef == null ? new ConnectorRef("", null) : connectorRef;
    enabled = enabled == null || enabled;
    access = access == null ? new Access(AccessFrom.NAMESPACE, null, List.of(), Map.of()) : access;
    override = override == null ? AliasOverride.SAME_CONNECTOR : override;
    credentials =
        credentials == null ? new Credentials(null, null, List.of(), Map.of()) : credentials;
    variables = variables == null ? List.of() : List.copyOf(variables);
    tools = tools == null ? new Tools(List.of(), OnChange.ACCEPT, null, Map.of()) : tools;
    unknown = unknown == null ? Map.of() : unknown;
  }

  /**
   * Names a connector.
   *
   * @param namespace {@code null} = the integration's own
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConnectorRef(
      String name,
      @Nullable String namespace,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public ConnectorRef {
      unknown = unknown == null ? Map.of() : unknown;
    }

    public ConnectorRef(String name, @Nullable String namespace) {
      this(name, namespace, Map.of());
    }
  }

  /**
   * Who may use the integration.
   *
   * @param from the kind of reach
   * @param scope narrows {@code Scope} below what the namespace provides
   * @param selected the entries of {@code Selected}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Access(
      AccessFrom from,
      @Nullable Scope scope,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Selected> selected,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Access {
      from = from == null ? AccessFrom.NAMESPACE : from;
      selected = selected == null ? List.of() : List.copyOf(selected);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A path, or its end below what the namespace provides. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Scope(
      @Nullable String org,
      @Nullable String team,
      @Nullable String project,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Scope {
      unknown = unknown == null ? Map.of() : unknown;
    }

    public Scope(@Nullable String org, @Nullable String team, @Nullable String project) {
      this(org, team, project, Map.of());
    }
  }

  /**
   * Some agents.
   *
   * @param namespace by name; exactly one of this and the selector is given
   * @param namespaceSelector by labels of Namespaces
   * @param agents binding names there; empty = all
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Selected(
      @Nullable String namespace,
      @Nullable NamespaceSelector namespaceSelector,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> agents,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Selected {
      agents = agents == null ? List.of() : List.copyOf(agents);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** Labels that a Namespace must carry. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NamespaceSelector(
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> matchLabels,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public NamespaceSelector {
      matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /**
   * What is sent as authentication, by reference only.
   *
   * @param bearer becomes {@code Authorization: Bearer <value>}
   * @param oauth access tokens that the operator obtains; also {@code Authorization: Bearer}
   * @param headers further secret headers
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Credentials(
      @Nullable Bearer bearer,
      @Nullable OAuth oauth,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SecretHeader> headers,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Credentials {
      headers = headers == null ? List.of() : List.copyOf(headers);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A bearer token. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Bearer(
      SecretKeyRef secretKeyRef, @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Bearer {
      unknown = unknown == null ? Map.of() : unknown;
    }

    public Bearer(SecretKeyRef secretKeyRef) {
      this(secretKeyRef, Map.of());
    }
  }

  /**
   * Access tokens that the operator obtains and keeps fresh.
   *
   * @param grant how
   * @param clientRef the Secret with the client's identifier and its secret or key; null = the
   *     authorization server registers one, for a login
   * @param scopes some of the connector's; empty = all of them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OAuth(
      OAuthGrant grant,
      @Nullable ClientRef clientRef,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> scopes,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public OAuth {
      grant = grant == null ? OAuthGrant.UNRECOGNISED : grant;
      scopes = scopes == null ? List.of() : List.copyOf(scopes);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A Secret of the integration's own namespace that holds an OAuth client. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ClientRef(String name, @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public ClientRef {
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A header whose value is secret. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SecretHeader(
      String name,
      SecretKeyRef secretKeyRef,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public SecretHeader {
      unknown = unknown == null ? Map.of() : unknown;
    }

    public SecretHeader(String name, SecretKeyRef secretKeyRef) {
      this(name, secretKeyRef, Map.of());
    }
  }

  /** A key of a Secret in the integration's own namespace. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SecretKeyRef(
      String name, String key, @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public SecretKeyRef {
      unknown = unknown == null ? Map.of() : unknown;
    }

    public SecretKeyRef(String name, String key) {
      this(name, key, Map.of());
    }
  }

  /**
   * A value for a variable of the connector.
   *
   * @param value itself; exactly one of this and the next is given
   * @param valueFrom where it is
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VariableValue(
      String name,
      @Nullable String value,
      @Nullable ValueFrom valueFrom,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public VariableValue {
      unknown = unknown == null ? Map.of() : unknown;
    }

    public VariableValue(String name, @Nullable String value) {
      this(name, value, null, Map.of());
    }
  }

  /**
   * Where a value is that somebody else keeps.
   *
   * @param configMapKeyRef a ConfigMap of the integration's namespace; the only place so far
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ValueFrom(
      @Nullable ConfigMapKeyRef configMapKeyRef,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public ValueFrom {
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /**
   * The integration's tool policy.
   *
   * @param onChange what happens to tools whose definition changes; the connector's may be stricter
   * @param approvedDigest {@code sha256:<hex>} of the definition set that a person approved
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tools(
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ToolRule> rules,
      OnChange onChange,
      @Nullable String approvedDigest,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Tools {
      rules = rules == null ? List.of() : List.copyOf(rules);
      onChange = onChange == null ? OnChange.ACCEPT : onChange;
      unknown = unknown == null ? Map.of() : unknown;
    }
  }
}
