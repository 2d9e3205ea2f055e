package dev.toolrack.crds;

/** Names that the API fixes: group, version, labels and annotations. */
public final class Api {
  public static final String GROUP = "toolrack.dev";
  public static final String VERSION = "v1alpha1";

  /** Namespace label: the organisation its agents belong to. */
  public static final String ORG_LABEL = "toolrack.dev/org";

  /** Namespace label: the team, below an organisation. */
  public static final String TEAM_LABEL = "toolrack.dev/team";

  /** Namespace label: the project, below a team. */
  public static final String PROJECT_LABEL = "toolrack.dev/project";

  /** Namespace label: whom its connectors and integrations reach. */
  public static final String PROVIDES_LABEL = "toolrack.dev/provides";

  /** Secret label: the owner's consent, and how far copies may travel. */
  public static final String CREDENTIAL_LABEL = "toolrack.dev/credential";

  /** Secret annotation: the URL prefixes it may be sent to, separated by spaces. */
  public static final String SEND_TO_ANNOTATION = "toolrack.dev/send-to";

  /** Integration annotation: each new value asks for a verification at once. */
  public static final String TEST_ANNOTATION = "toolrack.dev/test";

  /** ConfigMap label, value {@code true}: its owner agrees that connectors read it. */
  public static final String CONFIG_LABEL = "toolrack.dev/config";

  /** Label of everything that the operator writes; its value says what it is. */
  public static final String MANAGED_LABEL = "toolrack.dev/managed";

  /** Annotation of everything that the operator writes: the UID of whom it was made for. */
  public static final String OWNER_ANNOTATION = "toolrack.dev/owner";

  /** Label of an agent's outputs: the binding they belong to. */
  public static final String BINDING_LABEL = "toolrack.dev/binding";

  /** Annotation of a token Secret: what its token was asked for, as a digest. */
  public static final String TOKEN_PLAN_ANNOTATION = "toolrack.dev/token-plan";

  /** Annotation of a token Secret: UID and version of the client's Secret, with a slash between. */
  public static final String TOKEN_CLIENT_ANNOTATION = "toolrack.dev/token-client";

  /** Annotation of a token Secret: when its access token ends, RFC 3339; absent = nobody said. */
  public static final String TOKEN_EXPIRES_ANNOTATION = "toolrack.dev/token-expires";

  /** Annotation of a token Secret: the scopes that were granted, with spaces between. */
  public static final String TOKEN_SCOPES_ANNOTATION = "toolrack.dev/token-scopes";

  /** Annotation of a token Secret: UID of the hand-over Secret that its login came in. */
  public static final String TOKEN_LOGIN_ANNOTATION = "toolrack.dev/token-login";

  /** Annotation of a token Secret: how far copies of the token may travel. */
  public static final String TOKEN_REACH_ANNOTATION = "toolrack.dev/token-reach";

  /** Annotation of a token Secret: who is logged in. */
  public static final String TOKEN_ACCOUNT_ANNOTATION = "toolrack.dev/token-account";

  /** Annotation of a token Secret: why what was handed over last is of no use. */
  public static final String TOKEN_REFUSED_ANNOTATION = "toolrack.dev/token-refused";

  /** Annotation of a token Secret, {@code true} where the access token can be refreshed. */
  public static final String TOKEN_RENEWS_ANNOTATION = "toolrack.dev/token-renews";

  /** Annotation of a hand-over Secret with the value {@code true}: the login is to end. */
  public static final String DISCONNECT_ANNOTATION = "toolrack.dev/disconnect";

  /** Annotation of what the connect page remembers of a login: until when it can be ended. */
  public static final String CONNECT_UNTIL_ANNOTATION = "toolrack.dev/connect-until";

  /** Annotation of what the connect page hands over: nobody can guess it, and no two have one. */
  public static final String CONNECT_NONCE_ANNOTATION = "toolrack.dev/connect-nonce";

  /** Key of a token Secret: the refresh token. */
  public static final String REFRESH_TOKEN_KEY = "refresh_token";

  /** Key of a token Secret: where the client's registration can be deleted (RFC 7592). */
  public static final String REGISTRATION_URI_KEY = "registration_uri";

  /** Key of a token Secret: what deleting the client's registration takes. */
  public static final String REGISTRATION_TOKEN_KEY = "registration_token";

  /** Key of a token Secret: the access token. */
  public static final String ACCESS_TOKEN_KEY = "access_token";

  /** Key of a client's Secret: its identifier. */
  public static final String CLIENT_ID_KEY = "client_id";

  /** Key of a client's Secret: its password. */
  public static final String CLIENT_SECRET_KEY = "client_secret";

  /** Key of a client's Secret: its private key in PEM form. */
  public static final String PRIVATE_KEY_KEY = "private_key";

  private Api() {}
}
