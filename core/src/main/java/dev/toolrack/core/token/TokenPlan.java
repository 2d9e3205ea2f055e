package dev.toolrack.core.token;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.crds.ClientAuthMethod;
import dev.toolrack.crds.OAuthGrant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which access token an integration needs, and whom it is asked of.
 *
 * @param grant how it is obtained
 * @param connectorUid the connector it was made from
 * @param connectorNamespace on whose behalf the authorization server is asked
 * @param server the MCP server that the token is for
 * @param issuer the authorization server's identifier, to the letter
 * @param tokenEndpoint where the connector declares one; otherwise metadata tell
 * @param revocationEndpoint where the connector declares one
 * @param method how the client authenticates
 * @param client the Secret that the client is in; empty = it was registered with the login
 * @param resource the parameter of RFC 8707; empty = left out
 * @param scopes what is asked for; empty = whatever is given
 * @param parameters further ones of each request
 * @param timeout of one request
 * @param rejected version of the token Secret whose token the MCP server rejects: one more is asked
 *     for
 * @param login for grants that begin with a person's login
 */
public record TokenPlan(
    OAuthGrant grant,
    String connectorUid,
    String connectorNamespace,
    HttpUrl server,
    String issuer,
    Optional<HttpUrl> tokenEndpoint,
    Optional<HttpUrl> revocationEndpoint,
    ClientAuthMethod method,
    Optional<SecretVersion> client,
    Optional<String> resource,
    List<String> scopes,
    SortedMap<String, String> parameters,
    Duration timeout,
    Optional<String> rejected,
    Optional<Login> login) {
  /** Takes copies. */
  public TokenPlan {
    scopes = List.copyOf(scopes);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /**
   * How a person logs in.
   *
   * @param authorizationEndpoint where the connector declares one
   * @param parameters further ones of the page where people log in
   * @param handOver the Secret that the latest login came in, while it is there
   */
  public record Login(
      Optional<HttpUrl> authorizationEndpoint,
      SortedMap<String, String> parameters,
      Optional<SecretVersion> handOver) {
    /** Takes a copy. */
    public Login {
      parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }
  }

  /**
   * A Secret of the integration's namespace: the one that holds a client, or a login.
   *
   * @param name of the Secret
   * @param uid of the Secret that was looked at
   * @param resourceVersion of the Secret that was looked at
   */
  public record SecretVersion(String name, String uid, String resourceVersion) {
    private static final String SEPARATOR = "/";

    /** As a token Secret's annotation says it. */
    public String text() {
      return String.join(SEPARATOR, name, uid, resourceVersion);
    }

    /** What the annotation of a token Secret says; empty if it is none. */
    public static Optional<SecretVersion> read(String text) {
      String[] parts = text.split(SEPARATOR, -1);
      return parts.length == 3
          ? Optional.of(new SecretVersion(parts[0], parts[1], parts[2]))
          : Optional.empty();
    }

    /** Whether both are the same Secret, in whichever version. */
    public boolean isSameAs(SecretVersion other) {
      return name.equals(other.name) && uid.equals(other.uid);
    }
  }

  /**
   * Names everything that a token is good for: one that was obtained under another identity is not
   * used. The version of the client's Secret is no part of it, so a token outlives the rotation of
   * what it was obtained with.
   *
   * @return {@code sha256:<hex>}
   */
  public String identity() {
    var parts = new ArrayList<String>();
    parts.add(grant.wire());
    parts.add(connectorUid);
    parts.add(server.origin());
    parts.add(issuer);
    parts.add(tokenEndpoint.map(HttpUrl::toString).orElse(""));
    parts.add(method.wire());
    parts.add(client.map(SecretVersion::name).orElse(""));
    parts.add(client.map(SecretVersion::uid).orElse(""));
    parts.add(resource.orElse(""));
    parts.add(String.join(" ", scopes));
    // Neither names nor values have line breaks, so no two plans read the same.
    parameters.forEach((name, value) -> parts.add(name + "=" + value));
    return Sha256.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Names everything that somebody agrees to who logs in, which is more than what a token is good
   * for: the MCP server with its path, every endpoint that is declared, and what is said to the
   * page where people log in. What may change under {@linkplain #identity() one identity} without
   * costing a login must not change between a person's word and the login.
   *
   * @return {@code sha256:<hex>}
   */
  public String agreement() {
    var parts = new ArrayList<String>();
    parts.add(identity());
    parts.add(connectorNamespace);
    parts.add(server.toString());
    parts.add(revocationEndpoint.map(HttpUrl::toString).orElse(""));
    login.ifPresent(how -> {
      parts.add(how.authorizationEndpoint.map(HttpUrl::toString).orElse(""));
      how.parameters.forEach((name, value) -> parts.add(name + "=" + value));
    });
    return Sha256.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  /** The same, with the version of the token Secret whose token the MCP server rejects. */
  public TokenPlan rejecting(Optional<String> version) {
    return new TokenPlan(
        grant,
        connectorUid,
        connectorNamespace,
        server,
        issuer,
        tokenEndpoint,
        revocationEndpoint,
        method,
        client,
        resource,
        scopes,
        parameters,
        timeout,
        version,
        login);
  }

  /**
   * Whether an answer to the other plan is an answer to this one: the same token, asked for with
   * the very same client and login.
   */
  public boolean asksTheSameAs(TokenPlan other) {
    return identity().equals(other.identity())
        && client.equals(other.client)
        && handOver().equals(other.handOver());
  }

  /** The Secret that the latest login came in, while it is there. */
  public Optional<SecretVersion> handOver() {
    return login.flatMap(Login::handOver);
  }

  /** Name of the Secret that a person's login comes in. */
  public static String handOverName(String integration) {
    return integration + "-login";
  }

  /** Name of the Secret that logins on the connect page are remembered and handed over in. */
  public static String connectName(String integration) {
    return integration + "-connect";
  }

  /** Name of the Secret that an integration's token is kept in. */
  public static String secretName(String integration) {
    return integration + "-token";
  }
}
