package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator found out about an integration.
 *
 * @param state the one-word answer
 * @param alias the effective alias
 * @param path its reach, for people
 * @param auth what is sent
 * @param login what a person logs in for, and who is logged in
 * @param server facts that the last good verification found
 * @param tools how many tools, and how many of them are on
 * @param view which catalog bytes are the effective view, and what they were made from
 * @param lastTest the answer to the annotation {@code toolrack.dev/test}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record McpIntegrationStatus(
    @Nullable Long observedGeneration,
    @Nullable IntegrationState state,
    @Nullable String alias,
    @Nullable String path,
    @Nullable AuthKind auth,
    @Nullable Login login,
    @Nullable ServerFacts server,
    @Nullable ToolCounts tools,
    @Nullable View view,
    @Nullable LastTest lastTest,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Condition> conditions) {
  public McpIntegrationStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The same status with another answer to the annotation {@code toolrack.dev/test}. */
  public McpIntegrationStatus withLastTest(@Nullable LastTest test) {
    return new McpIntegrationStatus(
        observedGeneration, state, alias, path, auth, login, server, tools, view, test, conditions);
  }

  /** The same status with word of the login. */
  public McpIntegrationStatus withLogin(Login other) {
    return new McpIntegrationStatus(
        observedGeneration,
        state,
        alias,
        path,
        auth,
        other,
        server,
        tools,
        view,
        lastTest,
        conditions);
  }

  /** The same status with other conditions. */
  public McpIntegrationStatus withConditions(List<Condition> others) {
    return new McpIntegrationStatus(
        observedGeneration, state, alias, path, auth, login, server, tools, view, lastTest, others);
  }

  /**
   * What a person logs in for, and who is logged in.
   *
   * @param plan {@code sha256:<hex>}, names all of it
   * @param server the MCP server that the token is for
   * @param issuer the authorization server
   * @param authorizationEndpoint if its metadata are not to say
   * @param tokenEndpoint if its metadata are not to say
   * @param revocationEndpoint if its metadata are not to say
   * @param client name of the Secret with the client; null = it is registered
   * @param clientAuthMethod how that authenticates
   * @param resource the parameter of RFC 8707; null = left out
   * @param scopes what is asked for
   * @param tokenParameters further ones of token requests
   * @param authorizationParameters further ones of the page where people log in
   * @param taken UID of the Secret that the latest login, or its end, came in
   * @param refused why what was handed over last is of no use
   * @param account who is logged in
   * @param granted what was granted
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Login(
      String plan,
      String server,
      String issuer,
      @Nullable String authorizationEndpoint,
      @Nullable String tokenEndpoint,
      @Nullable String revocationEndpoint,
      @Nullable String client,
      @Nullable String clientAuthMethod,
      @Nullable String resource,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> scopes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LoginParameter> tokenParameters,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LoginParameter> authorizationParameters,
      @Nullable String taken,
      @Nullable String refused,
      @Nullable String account,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> granted) {
    public Login {
      scopes = scopes == null ? List.of() : List.copyOf(scopes);
      tokenParameters = tokenParameters == null ? List.of() : List.copyOf(tokenParameters);
      authorizationParameters =
          authorizationParameters == null ? List.of() : List.copyOf(authorizationParameters);
      granted = granted == null ? List.of() : List.copyOf(granted);
    }
  }

  /** A further parameter of a request. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record LoginParameter(String name, String value) {}

  /** What the server said of itself, cleaned and capped, and where it was reached. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ServerFacts(
      @Nullable String url,
      @Nullable String transport,
      @Nullable String protocolVersion,
      @Nullable String name,
      @Nullable String version) {}

  /**
   * Numbers of tools, absent while the server is not verified, and digests of definition sets.
   *
   * @param total listed by the server
   * @param enabled those that are on
   * @param auto of those on: without a question
   * @param ask of those on: with a question
   * @param held those that wait for somebody to approve their definition
   * @param pinnedDigest the set that was verified first while changes were held; it stays for good
   * @param liveDigest the set that the server lists
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ToolCounts(
      @Nullable Integer total,
      @Nullable Integer enabled,
      @Nullable Integer auto,
      @Nullable Integer ask,
      @Nullable Integer held,
      @Nullable String pinnedDigest,
      @Nullable String liveDigest) {

    /** While nothing is known of the server but what was pinned. */
    public static ToolCounts pinnedOnly(String pinnedDigest) {
      return new ToolCounts(null, null, null, null, null, pinnedDigest, null);
    }
  }

  /**
   * The persisted effective view.
   *
   * @param catalog name of the ConfigMap
   * @param digest {@code sha256:<hex>} of its catalog.json
   * @param connector the connector it was made from
   * @param credentials the Secrets it was made from
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record View(
      String catalog,
      String digest,
      @Nullable ConnectorVersion connector,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CredentialVersion> credentials) {
    public View {
      credentials = credentials == null ? List.of() : List.copyOf(credentials);
    }
  }

  /**
   * A verification that was asked for.
   *
   * @param nonce the annotation's value
   * @param result the state that it led to
   * @param message for people
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record LastTest(String nonce, IntegrationState result, String message) {}

  /** Which connector, at which generation. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ConnectorVersion(String uid, long generation) {}

  /** Which Secret stands behind a credential key, at which version, and how far it may travel. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record CredentialVersion(
      String key, String uid, String resourceVersion, CredentialReach reach) {}
}
