package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person declares about one MCP server.
 *
 * @param displayName shown to people, at most 64 characters
 * @param description shown to people
 * @param type how its integrations authenticate; immutable
 * @param enabled the kill switch: {@code false} takes the tools of every integration off
 * @param server where it is and what is sent with every request
 * @param variables what its templates may name
 * @param oauth the authorization server whose tokens its server takes; null unless the type is
 *     OAuth
 * @param trust whether the server's own annotations may loosen
 * @param tools guardrails
 * @param verify when and how long it is asked
 * @param unknown fields of a newer version of the API, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record McpConnectorSpec(
    @Nullable String displayName,
    @Nullable String description,
    ConnectorType type,
    Boolean enabled,
    Server server,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Variable> variables,
    @Nullable OAuth oauth,
    Trust trust,
    Tools tools,
    Verify verify,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Fills in the schema's defaults, for objects that no API server has seen. */
  public McpConnectorSpec {
    type = type == null ? ConnectorType.SIMPLE : type;
    enabled = enabled == null || enabled;
    server = server == null ? new Server("", Transport.AUTO, List.of(), null, Map.of()) : server;
    variables = variables == null ? List.of() : List.copyOf(variables);
    trust = trust == null ? Trust.UNTRUSTED : trust;
    tools = tools == null ? new Tools(List.of(), OnChange.ACCEPT, Seed.VERBS, Map.of()) : tools;
    verify = verify == null ? new Verify("5m", "10s", null) : verify;
    unknown = unknown == null ? Map.of() : unknown;
  }

  /**
   * Where the server is.
   *
   * @param url {@code http://} or {@code https://}; a template: {@code {region}} names a variable,
   *     {@code {scope.org}}, {@code {scope.team}}, {@code {scope.project}} the integration's place
   * @param transport how it is spoken to
   * @param headers not secret, sent with every request
   * @param caBundleRef certificate authorities to trust instead of the platform's
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Server(
      String url,
      Transport transport,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Header> headers,
      @Nullable ConfigMapKeyRef caBundleRef,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Server {
      url = url == null ? "" : url;
      transport = transport == null ? Transport.AUTO : transport;
      headers = headers == null ? List.of() : List.copyOf(headers);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A key of a ConfigMap of the same namespace, whose owner labelled it toolrack.dev/config. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConfigMapKeyRef(
      String name, String key, @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public ConfigMapKeyRef {
      name = name == null ? "" : name;
      key = key == null ? "" : key;
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A header that is no secret; its value is a template. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Header(
      String name, String value, @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Header {
      unknown = unknown == null ? Map.of() : unknown;
    }

    public Header(String name, String value) {
      this(name, value, Map.of());
    }
  }

  /**
   * The authorization server whose tokens the server takes, and how it is asked for them.
   *
   * @param issuer its issuer identifier (RFC 8414), to the letter
   * @param scopes what tokens are asked for; empty = whatever it gives by itself
   * @param resourceParameter what the parameter {@code resource} (RFC 8707) says
   * @param resource with {@code Value}: that
   * @param clientAuthMethod how clients authenticate at the token endpoint
   * @param tokenEndpoint where there are no metadata
   * @param authorizationEndpoint where people log in, where there are no metadata
   * @param revocationEndpoint where tokens are revoked, where metadata do not say
   * @param extraAuthorizationParameters further parameters of the page where people log in
   * @param extraTokenParameters further parameters of every token request
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OAuth(
      String issuer,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> scopes,
      ResourceParameter resourceParameter,
      @Nullable String resource,
      ClientAuthMethod clientAuthMethod,
      @Nullable String tokenEndpoint,
      @Nullable String authorizationEndpoint,
      @Nullable String revocationEndpoint,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Parameter> extraAuthorizationParameters,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Parameter> extraTokenParameters,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public OAuth {
      issuer = issuer == null ? "" : issuer;
      scopes = scopes == null ? List.of() : List.copyOf(scopes);
      resourceParameter = resourceParameter == null ? ResourceParameter.AUTO : resourceParameter;
      clientAuthMethod = clientAuthMethod == null ? ClientAuthMethod.AUTO : clientAuthMethod;
      extraAuthorizationParameters =
          extraAuthorizationParameters == null
              ? List.of()
              : List.copyOf(extraAuthorizationParameters);
      extraTokenParameters =
          extraTokenParameters == null ? List.of() : List.copyOf(extraTokenParameters);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** A further parameter of token requests. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Parameter(
      String name, String value, @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Parameter {
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /**
   * What a template may name, in the form of the MCP registry's server.json.
   *
   * @param name as it stands between braces
   * @param description shown to people
   * @param required an integration must set it
   * @param defaultValue taken where an integration sets none
   * @param choices the values allowed; empty means any
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Variable(
      String name,
      @Nullable String description,
      Boolean required,
      @JsonProperty("default") @Nullable String defaultValue,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> choices,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Variable {
      required = required != null && required;
      choices = choices == null ? List.of() : List.copyOf(choices);
      unknown = unknown == null ? Map.of() : unknown;
    }

    public Variable(
        String name,
        @Nullable String description,
        Boolean required,
        @Nullable String defaultValue,
        List<String> choices) {
      this(name, description, required, defaultValue, choices, Map.of());
    }
  }

  /**
   * Guardrails: rules that only tighten, for every integration.
   *
   * @param onChange the least that every integration does about changed definitions
   * @param seed how approval is decided where no rule speaks
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tools(
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ToolRule> rules,
      OnChange onChange,
      Seed seed,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Tools {
      rules = rules == null ? List.of() : List.copyOf(rules);
      onChange = onChange == null ? OnChange.ACCEPT : onChange;
      seed = seed == null ? Seed.VERBS : seed;
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /**
   * When and how long the server is asked. Durations are spelt like {@code 1h30m}.
   *
   * @param interval between two verifications, at least 30s
   * @param timeout of one whole verification, 1s to 60s
   * @param maxStale how long tools outlive an outage, from its beginning; {@code null} = without
   *     end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Verify(
      String interval,
      String timeout,
      @Nullable String maxStale,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Verify {
      interval = interval == null ? "5m" : interval;
      timeout = timeout == null ? "10s" : timeout;
      unknown = unknown == null ? Map.of() : unknown;
    }

    public Verify(String interval, String timeout, @Nullable String maxStale) {
      this(interval, timeout, maxStale, Map.of());
    }
  }
}
