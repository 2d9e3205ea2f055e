package dev.toolrack.cli.connect;

import dev.toolrack.core.cluster.TokenReading;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.Registration;
import dev.toolrack.mcp.oauth.Tokens;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a login gave.
 *
 * @param offered what was logged in for
 * @param server who gave it
 * @param client who asked; handed over only if it was registered, or is public
 * @param registration of the client, where it was made for this login
 * @param tokens the tokens
 * @param received when they came
 * @param endpoints where they have to go besides the MCP server
 */
record LoginResult(
    Login offered,
    AskedServer server,
    OAuthClientId client,
    Optional<Registration> registration,
    Tokens tokens,
    Instant received,
    List<URI> endpoints) {
  LoginResult {
    endpoints = List.copyOf(endpoints);
  }

  /** What may be known of it. */
  Map<String, String> annotations() {
    var annotations = new HashMap<String, String>();
    annotations.put(Api.TOKEN_PLAN_ANNOTATION, offered.plan());
    annotations.put(Api.SEND_TO_ANNOTATION, String.join(" ", destinations()));
    annotations.putAll(TokenReading.annotations(tokens.lifetime(), tokens.scopes(), received));
    tokens.account().ifPresent(account -> annotations.put(Api.TOKEN_ACCOUNT_ANNOTATION, account));
    return annotations;
  }

  /** The values. */
  Map<String, String> data() {
    var data = new HashMap<String, String>();
    data.put(Api.ACCESS_TOKEN_KEY, tokens.accessToken());
    tokens.refreshToken().ifPresent(token -> data.put(Api.REFRESH_TOKEN_KEY, token));
    if (offered.client() == null) {
      data.put(Api.CLIENT_ID_KEY, client.id());
      client.secret().ifPresent(secret -> data.put(Api.CLIENT_SECRET_KEY, secret));
      registration
          .flatMap(Registration::managementUri)
          .ifPresent(uri -> data.put(Api.REGISTRATION_URI_KEY, uri.toString()));
      registration
          .flatMap(Registration::managementToken)
          .ifPresent(token -> data.put(Api.REGISTRATION_TOKEN_KEY, token));
    }
    return data;
  }

  private Set<String> destinations() {
    var destinations = new LinkedHashSet<String>();
    destinations.add(withoutQuery(offered.server()));
    destinations.add(withoutQuery(offered.issuer()));
    endpoints.forEach(url -> destinations.add(withoutQuery(url.toString())));
    registration
        .flatMap(Registration::managementUri)
        .ifPresent(uri -> destinations.add(withoutQuery(uri.toString())));
    return destinations;
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** Shows nothing of the tokens. */
  @Override
  public String toString() {
    return "LoginResult[" + tokens + "]";
  }
}
