package dev.toolrack.core.status;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every reason that a condition, a status entry or an {@code unavailable} entry of a toolset can
 * have: a closed set. The table in docs/reasons.md is generated from it.
 */
public enum Reason {
  // All is well.
  ACCEPTED("Accepted", Effect.NONE, "The declaration is valid.", ""),
  CREDENTIALS_READY("CredentialsReady", Effect.NONE, "Every Secret is there and may be sent.", ""),
  NO_CREDENTIALS("NoCredentials", Effect.NONE, "The integration names no Secret.", ""),
  VERIFIED("Verified", Effect.NONE, "The server answered and listed its tools.", ""),
  CHANGES_ACCEPTED(
      "ChangesAccepted",
      Effect.NONE,
      "Changes of the server's tools apply by themselves (onChange: Accept).",
      ""),
  TOOLS_APPROVED(
      "ToolsApproved", Effect.NONE, "Every definition that the server lists was approved.", ""),
  REACHABLE("Reachable", Effect.NONE, "The server answered and listed its tools.", ""),
  RESOLVED("Resolved", Effect.NONE, "It is decided which tools the agent gets.", ""),
  DELIVERED("Delivered", Effect.NONE, "Both outputs are written.", ""),
  WITHIN_BUDGET("WithinBudget", Effect.NONE, "The toolset is within its limits.", ""),
  READY("Ready", Effect.NONE, "Nothing is left to do.", ""),

  // Switched off.
  DISABLED("Disabled", Effect.OFF, "spec.enabled is false.", "Set spec.enabled to true."),
  CONNECTOR_DISABLED(
      "ConnectorDisabled",
      Effect.OFF,
      "The connector's spec.enabled is false.",
      "Set the connector's spec.enabled to true."),

  // Worth knowing.
  SPEC_NOT_UNDERSTOOD(
      "SpecNotUnderstood",
      Effect.NOTICE,
      "The spec has fields or values of a newer version; each counts as what gives least.",
      "Upgrade the operator, or remove them."),
  RULE_UNREACHABLE(
      "RuleUnreachable",
      Effect.NOTICE,
      "An earlier rule covers this one, so it never decides.",
      "Move the rule up, or remove it."),
  ISSUER_DIFFERS(
      "IssuerDiffers",
      Effect.NOTICE,
      "The server announces another authorization server (status.auth.issuer) than spec.oauth.issuer.",
      "Correct spec.oauth.issuer, unless the server takes its tokens nevertheless."),
  TEST_INVALID(
      "TestInvalid",
      Effect.NOTICE,
      "The annotation toolrack.dev/test is ignored: its value is not 1 to 64 printable ASCII characters.",
      "Give it another value, or remove it."),
  SECRET_NOT_LENT(
      "SecretNotLent",
      Effect.NOTICE,
      "The Secret's label, or whoever logged in, lets copies travel only to agents of its own"
          + " namespace.",
      "If other namespaces may hold it, label the Secret toolrack.dev/credential: Scope; for a"
          + " login, connect again with --lend."),
  TOOLS_LEFT_OUT(
      "ToolsLeftOut",
      Effect.NOTICE,
      "Some tools of the server have invalid definitions and are left out.",
      "Ask the server's maintainers to correct them."),
  PARTIALLY_AVAILABLE(
      "PartiallyAvailable",
      Effect.NOTICE,
      "Some servers of the agent are unavailable; the others are delivered.",
      "See status.integrations for the reason of each."),
  NOTHING_AVAILABLE(
      "NothingAvailable",
      Effect.NOTICE,
      "No server of the agent is available, so its toolset is empty.",
      "See status.integrations for the reason of each."),
  OVER_BUDGET(
      "OverBudget",
      Effect.IMPAIRED,
      "The toolset is larger than spec.budget.",
      "Exclude servers, turn tools off with rules, or raise the budget."),

  PINNED_ON_FIRST_USE(
      "PinnedOnFirstUse",
      Effect.NOTICE,
      "Nobody has approved the server's tools, so those definitions count that were verified first.",
      "Review them and set spec.tools.approvedDigest."),
  CATALOG_TOO_LARGE(
      "CatalogTooLarge",
      Effect.NOTICE,
      "The approved definitions do not fit into the catalog, so a change of any tool takes all of"
          + " them off.",
      "Have the server offer fewer or shorter tools."),
  TOOLS_HELD(
      "ToolsHeld",
      Effect.PAUSED,
      "The server lists definitions that nobody has approved; those tools are off.",
      "Review them (kubectl toolrack diff) and set spec.tools.approvedDigest."),

  // It goes on by itself.
  NEEDS_INTEGRATION(
      "NeedsIntegration",
      Effect.WAITING,
      "Only an integration can fill in the connector's variables, so its server is not asked"
          + " without one.",
      "See its integrations, or give the variables defaults."),
  NOT_VERIFIED_YET(
      "NotVerifiedYet", Effect.WAITING, "The server is being asked.", "Wait for the answer."),
  TOO_MANY_INTEGRATIONS(
      "TooManyIntegrations",
      Effect.WAITING,
      "The namespace has more enabled integrations than the operator verifies, and the older ones"
          + " come first.",
      "Disable or delete others, or have verify.integrationsPerNamespace raised."),
  TOKEN_PENDING(
      "TokenPending",
      Effect.WAITING,
      "The authorization server is being asked for an access token.",
      "Wait for the answer."),
  ISSUER_UNAVAILABLE(
      "IssuerUnavailable",
      Effect.WAITING,
      "The authorization server does not answer as it should.",
      "Check that it runs and that the operator's network reaches it."),
  TOKEN_NOT_STORED(
      "TokenNotStored",
      Effect.WAITING,
      "Kubernetes does not take the Secret that the access token is kept in.",
      "Look for quotas, admission policies and webhooks that refuse Secrets of this namespace; it is tried again."),
  NAMESPACE_NOT_ENABLED(
      "NamespaceNotEnabled",
      Effect.BLOCKED,
      "The operator may not read or write Secrets and ConfigMaps of this namespace.",
      "Have the namespace added to the operator's setting namespaces."),
  CONNECTOR_NOT_FOUND(
      "ConnectorNotFound",
      Effect.WAITING,
      "There is no such connector in this namespace.",
      "Create the McpConnector, or correct spec.connectorRef."),
  SECRET_NOT_FOUND(
      "SecretNotFound",
      Effect.WAITING,
      true,
      "There is no such Secret, or none with the label toolrack.dev/credential: one that comes"
          + " without it is not noticed.",
      "Create the Secret in the integration's namespace, with the label."),
  SECRET_NOT_CONSENTED(
      "SecretNotConsented",
      Effect.WAITING,
      true,
      "The Secret's owner has not agreed to its use: its label toolrack.dev/credential is neither"
          + " Namespace nor Scope, or not there.",
      "Label the Secret toolrack.dev/credential: Namespace or Scope."),
  SECRET_KEY_MISSING(
      "SecretKeyMissing",
      Effect.WAITING,
      true,
      "The Secret has no such key.",
      "Add the key to the Secret, or correct the reference to it."),
  CONFIG_NOT_FOUND(
      "ConfigNotFound",
      Effect.WAITING,
      "There is no such ConfigMap, or none with the label toolrack.dev/config: \"true\": one that"
          + " comes without it is not noticed at once.",
      "Create the ConfigMap in the namespace of the object that names it, with the label."),
  CONFIG_NOT_LABELLED(
      "ConfigNotLabelled",
      Effect.WAITING,
      "The ConfigMap's owner has not agreed to its use: it has no label toolrack.dev/config: \"true\".",
      "Label the ConfigMap toolrack.dev/config: \"true\"."),
  CONFIG_KEY_MISSING(
      "ConfigKeyMissing",
      Effect.WAITING,
      "The ConfigMap has no such key.",
      "Add the key to the ConfigMap, or correct the reference's key."),
  VIEW_UNKNOWN(
      "ViewUnknown",
      Effect.IMPAIRED,
      "The integration's catalog is being rebuilt; what was delivered stays.",
      "Wait for the next verification."),
  OUTPUT_CONFLICT(
      "OutputConflict",
      Effect.WAITING,
      "An output changed while it was written.",
      "Wait; it is tried again."),

  // Somebody has to act.
  CONNECTOR_FORBIDDEN(
      "ConnectorForbidden",
      Effect.BLOCKED,
      "There is no such connector for this namespace.",
      "Name in spec.connectorRef a connector of this namespace, or of one whose label"
          + " toolrack.dev/provides covers this one."),
  CONNECTOR_INVALID(
      "ConnectorInvalid",
      Effect.BLOCKED,
      "The connector is not accepted.",
      "See the conditions of the connector."),
  ALIAS_INVALID(
      "AliasInvalid",
      Effect.BLOCKED,
      "The integration's name cannot be a server name.",
      "Set spec.alias."),
  URL_INVALID(
      "UrlInvalid",
      Effect.BLOCKED,
      "The server's URL or a header is not valid after its variables are filled in.",
      "Correct the template or the variables."),
  VARIABLE_MISSING(
      "VariableMissing",
      Effect.BLOCKED,
      "The connector requires a variable that the integration does not set.",
      "Set it in spec.variables."),
  VARIABLE_INVALID(
      "VariableInvalid",
      Effect.BLOCKED,
      "A variable has a value that the connector does not allow.",
      "Correct it in spec.variables."),
  HEADER_INVALID(
      "HeaderInvalid",
      Effect.BLOCKED,
      "A header may not be set here.",
      "Remove it or name another."),
  DURATION_INVALID(
      "DurationInvalid",
      Effect.BLOCKED,
      "A duration of spec.verify is not valid.",
      "Write it like 30s, 5m or 1h30m."),
  SCOPE_INVALID(
      "ScopeInvalid",
      Effect.BLOCKED,
      "The namespace's toolrack.dev labels contradict each other.",
      "Correct the labels of the namespace."),
  SCOPE_FORBIDDEN(
      "ScopeForbidden",
      Effect.BLOCKED,
      "spec.access reaches beyond what the namespace provides.",
      "Narrow spec.access, or have the namespace labelled toolrack.dev/provides."),
  SCOPE_UNPROTECTED(
      "ScopeUnprotected",
      Effect.BLOCKED,
      "The admission policy that guards namespace labels is missing, so nothing crosses a"
          + " namespace.",
      "Install scopes.toolrack.dev with its binding, or set scopes.requirePolicy: false."),
  SECRET_INVALID(
      "SecretInvalid",
      Effect.BLOCKED,
      true,
      "The Secret's value cannot be a header: 1 to 8192 visible ASCII characters.",
      "Correct the value."),
  SECRET_DESTINATION_FORBIDDEN(
      "SecretDestinationForbidden",
      Effect.BLOCKED,
      true,
      "The Secret's owner has not agreed that it is sent to this server.",
      "Add the server's URL to the Secret's annotation toolrack.dev/send-to; for a login,"
          + " connect again."),
  CREDENTIALS_NOT_ALLOWED(
      "CredentialsNotAllowed",
      Effect.BLOCKED,
      "The connector's type does not allow these credentials.",
      "Name a connector of type OAuth, or use a bearer token."),
  SCOPES_NOT_ALLOWED(
      "ScopesNotAllowed",
      Effect.BLOCKED,
      "The integration asks for scopes that its connector does not list.",
      "Remove them from spec.credentials.oauth.scopes, or have them added to the connector."),
  ISSUER_FORBIDDEN(
      "IssuerForbidden",
      Effect.BLOCKED,
      "The operator's network settings refuse the authorization server.",
      "Ask who runs Toolrack: the settings egress.hosts, egress.http, egress.networks and"
          + " egress.services decide."),
  ISSUER_INVALID(
      "IssuerInvalid",
      Effect.BLOCKED,
      "The authorization server's metadata cannot be used.",
      "Correct the connector's spec.oauth.issuer, or declare its tokenEndpoint."),
  CONSENT_NEEDED(
      "ConsentNeeded",
      Effect.UNBEGUN,
      "Nobody has logged in yet.",
      "Log in: kubectl toolrack connect."),
  RECONNECT_REQUIRED(
      "ReconnectRequired",
      Effect.BLOCKED,
      "The login has ended, or was made for other settings.",
      "Log in again: kubectl toolrack connect."),
  TOKEN_REFUSED(
      "TokenRefused",
      Effect.BLOCKED,
      "The authorization server refuses the access token.",
      "Correct the client in its Secret, or what is asked for in the connector's spec.oauth."),
  DESTINATION_FORBIDDEN(
      "DestinationForbidden",
      Effect.BLOCKED,
      "The operator's network settings refuse this server.",
      "Use another URL, or ask who runs Toolrack: the settings egress.hosts, egress.networks and"
          + " egress.services decide."),
  CA_BUNDLE_INVALID(
      "CaBundleInvalid",
      Effect.BLOCKED,
      "The value is not a bundle of certificates in PEM form of at most 64 KiB.",
      "Put the certificates of the authorities there, and nothing else."),
  INSECURE_TRANSPORT(
      "InsecureTransport",
      Effect.BLOCKED,
      "The server is not reached by https.",
      "Use https, or ask who runs Toolrack to add the host to the setting egress.http."),
  CREDENTIAL_REQUIRED(
      "CredentialRequired",
      Effect.BLOCKED,
      "The server asks for a credential and none was sent.",
      "Set spec.credentials."),
  CREDENTIAL_REJECTED(
      "CredentialRejected",
      Effect.BLOCKED,
      "The server answered 401 to the credential.",
      "Renew the value in the Secret; where Toolrack obtains the token, its audience has to be this"
          + " server."),
  INSUFFICIENT_SCOPE(
      "InsufficientScope",
      Effect.BLOCKED,
      "The server answered 403: the credential lacks a scope.",
      "Put a credential with the scopes that the server needs into the Secret, or ask for them in spec.credentials.oauth.scopes."),
  OUTPUT_NAME_TAKEN(
      "OutputNameTaken",
      Effect.BLOCKED,
      "An object of somebody else's has the name of an output.",
      "Delete or rename that object; it is never overwritten."),
  NOT_FOUND(
      "NotFound",
      Effect.BLOCKED,
      "No integration of this alias is available to the agent.",
      "Correct spec.servers, or give the agent's namespace access."),

  APPROVED_SET_UNKNOWN(
      "ApprovedSetUnknown",
      Effect.BLOCKED,
      "The approved definitions are not on record and the server lists others, so none is delivered.",
      "Review what it lists and set spec.tools.approvedDigest to status.tools.liveDigest."),

  // Outages: after a good verification the last good tools stay; before one it is waited for.
  UNREACHABLE(
      "Unreachable",
      Effect.IMPAIRED,
      "No connection to the server.",
      "Check that the server runs and that the operator's network reaches it."),
  TIMEOUT(
      "Timeout",
      Effect.IMPAIRED,
      "The server did not answer within the connector's verify.timeout.",
      "Check the server's load, or raise verify.timeout."),
  TLS_FAILED(
      "TlsFailed",
      Effect.IMPAIRED,
      "The server's certificate is not trusted or TLS failed.",
      "Check the certificate and its chain."),
  SERVER_ERROR(
      "ServerError", Effect.IMPAIRED, "The server answered 5xx.", "See the server's own logs."),
  RATE_LIMITED(
      "RateLimited",
      Effect.IMPAIRED,
      "The server answered 429.",
      "Raise the connector's spec.verify.interval."),
  ENDPOINT_NOT_FOUND(
      "EndpointNotFound",
      Effect.IMPAIRED,
      "The server answered 404 or 410.",
      "Correct the path in the connector's spec.server.url."),
  FORBIDDEN(
      "Forbidden",
      Effect.IMPAIRED,
      "The server answered 403.",
      "Check what the server demands of its clients."),
  UNEXPECTED_STATUS(
      "UnexpectedStatus",
      Effect.IMPAIRED,
      "The server answered with a status that MCP does not know.",
      "Check that the URL is the server's MCP endpoint."),
  REDIRECT_REFUSED(
      "RedirectRefused",
      Effect.IMPAIRED,
      "The server answered with a redirect, which is never followed.",
      "Put the final address into the connector's URL."),
  MALFORMED_ANSWER(
      "MalformedAnswer",
      Effect.IMPAIRED,
      "The server's answer is not valid MCP.",
      "Check that the URL is the server's MCP endpoint."),
  UNSUPPORTED_ENCODING(
      "UnsupportedEncoding",
      Effect.IMPAIRED,
      "The server's answer is compressed although that was not asked for.",
      "Turn compression off for this path at the server or the proxy before it."),
  ANSWER_TOO_LARGE(
      "AnswerTooLarge",
      Effect.IMPAIRED,
      "The server's answers are larger than 2 MiB, or their headers than 64 KiB.",
      "Have the server offer fewer or shorter tools."),
  TOO_MANY_PAGES(
      "TooManyPages",
      Effect.IMPAIRED,
      "The server's tool list has more than 64 pages or comes back to the same one.",
      "Have the server put more tools on a page, or its cursors repaired."),
  TOO_MANY_MESSAGES(
      "TooManyMessages",
      Effect.IMPAIRED,
      "The server sends more than 1,000 other messages instead of its answer.",
      "Have the server answer before it sends anything else."),
  TOO_MANY_TOOLS(
      "TooManyTools",
      Effect.IMPAIRED,
      "The server lists more than 512 tools.",
      "Have the server offer fewer tools."),
  UNSUPPORTED_PROTOCOL(
      "UnsupportedProtocol",
      Effect.IMPAIRED,
      "The server speaks no protocol version that the operator knows.",
      "Upgrade the server or the operator."),

  // Of servers in a toolset and in a binding's status.
  CREDENTIAL_UNAVAILABLE(
      "CredentialUnavailable",
      Effect.WAITING,
      "The integration's credential cannot be used; its own namespace is told why.",
      "Ask the owners of the integration."),
  NO_TOOL_ENABLED(
      "NoToolEnabled",
      Effect.NOTICE,
      "Every tool of the server is off for this agent.",
      "See the rules of connector, integration and binding."),
  PINNED_OTHER(
      "PinnedOther",
      Effect.WAITING,
      "Another integration than the pinned one holds the alias.",
      "Correct spec.servers, or ask the owners of the integrations."),
  ALIAS_CONFLICT(
      "AliasConflict",
      Effect.NOTICE,
      "Another integration at the same depth has this alias and comes first by name.",
      "Give one of them another spec.alias."),
  ALIAS_TAKEN(
      "AliasTaken",
      Effect.NOTICE,
      "A farther integration of another connector has this alias and does not give it away.",
      "Choose another spec.alias, or set spec.override: Any on the farther one."),
  ALIAS_LOCKED(
      "AliasLocked",
      Effect.NOTICE,
      "A farther integration has locked this alias.",
      "Choose another spec.alias."),
  REPLACED_BY_NEARER(
      "ReplacedByNearer",
      Effect.NOTICE,
      "A nearer integration of the same alias is used instead.",
      ""),
  TOO_LARGE(
      "TooLarge",
      Effect.NOTICE,
      "The server does not fit into the agent's ConfigMap or Secret.",
      "Exclude servers or turn tools off.");

  private static final Map<String, Reason> BY_WIRE =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::wire, r -> r));

  private final String wire;
  private final Effect effect;
  private final boolean secret;
  private final String meaning;
  private final String remedy;

  Reason(String wire, Effect effect, String meaning, String remedy) {
    this(wire, effect, false, meaning, remedy);
  }

  Reason(String wire, Effect effect, boolean secret, String meaning, String remedy) {
    this.wire = wire;
    this.effect = effect;
    this.secret = secret;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The reason of that spelling. */
  public static Optional<Reason> read(@Nullable String wire) {
    return Optional.ofNullable(wire).map(BY_WIRE::get);
  }

  /** The spelling in status, CamelCase. */
  public String wire() {
    return wire;
  }

  /** What it usually does to the object that has it. */
  public Effect effect() {
    return effect;
  }

  /** Whether it tells something about a Secret, which only the Secret's own namespace may learn. */
  public boolean aboutSecret() {
    return secret;
  }

  /** Whether a server said no to the credential, or to its absence. */
  public boolean refusesCredential() {
    return this == CREDENTIAL_REQUIRED || this == CREDENTIAL_REJECTED || this == INSUFFICIENT_SCOPE;
  }

  /** Whether an integration does not get its alias, and its owner could do something about it. */
  public boolean refusesAlias() {
    return this == ALIAS_CONFLICT || this == ALIAS_TAKEN || this == ALIAS_LOCKED;
  }

  /** Whether somebody should look: not what is well, was meant, or belongs to every beginning. */
  public boolean worries() {
    return switch (this) {
      case NOT_VERIFIED_YET,
          TOKEN_PENDING,
          NEEDS_INTEGRATION,
          PINNED_ON_FIRST_USE,
          REPLACED_BY_NEARER ->
          false;
      default -> effect != Effect.NONE && effect != Effect.OFF;
    };
  }

  /** What happened, one sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it, one sentence; empty where nothing is to be done. */
  public String remedy() {
    return remedy;
  }

  /** Meaning and remedy. */
  public String sentence() {
    return remedy.isEmpty() ? meaning : meaning + " " + remedy;
  }

  /** As an agent of another namespace may see it. */
  public Reason toForeigners() {
    return secret ? CREDENTIAL_UNAVAILABLE : this;
  }
}
