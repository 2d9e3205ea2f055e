package dev.toolrack.testbed.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.toolrack.testbed.TestbedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** What an administrator of a {@link Keycloak} may do to its realm while it serves. */
public final class KeycloakAdmin {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CLIENT = "toolrack-admin";
  private static final List<String> LOGIN_CLIENTS = List.of(Keycloak.CLI, Keycloak.CONNECT);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI token;
  private final String realm;

  KeycloakAdmin(URI base) {
    this.token = base.resolve("/realms/toolrack/protocol/openid-connect/token");
    this.realm = base + "/admin/realms/toolrack";
  }

  /** How long access tokens live that are issued from now on. */
  public void lifetime(Duration accessTokens) {
    put("", Map.of("accessTokenLifespan", accessTokens.toSeconds()));
  }

  /** Who the tokens with a scope that begins with {@code mcp.} are for, from now on. */
  public void audience(String next) {
    for (var scope : get("/client-scopes")) {
      for (var mapper : scope.path("protocolMappers")) {
        if (mapper.path("name").asText().equals("audience")) {
          var changed = mapper.deepCopy();
          ((ObjectNode) changed.path("config")).put("included.custom.audience", next);
          var place = "/client-scopes/" + scope.path("id").asText() + "/protocol-mappers/models/";
          put(place + mapper.path("id").asText(), changed);
        }
      }
    }
  }

  /** Makes a user, complete, for tests that change what belongs to one. */
  public void addUser(String name, String password) {
    var credential = Map.of("type", "password", "value", password, "temporary", false);
    post(
        "/users",
        Map.of(
            "username",
            name,
            "enabled",
            true,
            "email",
            name + "@toolrack.example",
            "emailVerified",
            true,
            "firstName",
            name,
            "lastName",
            "Example",
            "credentials",
            List.of(credential)));
  }

  /** Ends all sessions of a user: every grant that the user gave is over, offline ones included. */
  public void logout(String user) {
    var place = "/users/" + userId(user);
    post(place + "/logout", Map.of());
    for (var client : LOGIN_CLIENTS) {
      if (offlineSessions(user, client) > 0) {
        delete(place + "/consents/" + client);
      }
    }
  }

  /** How many sessions a user has, offline ones included. */
  public int sessions(String user) {
    return get("/users/" + userId(user) + "/sessions").size()
        + LOGIN_CLIENTS.stream().mapToInt(client -> offlineSessions(user, client)).sum();
  }

  /** Lets a user in again, or not. */
  public void enableUser(String user, boolean enabled) {
    put("/users/" + userId(user), Map.of("enabled", enabled));
  }

  /** Lets a client have tokens again, or not. */
  public void enableClient(String client, boolean enabled) {
    put("/clients/" + clientId(client), Map.of("enabled", enabled));
  }

  /** Gives a client another secret and returns it; the one before is worth nothing any more. */
  public String rotateSecret(String client) {
    return post("/clients/" + clientId(client) + "/client-secret", Map.of()).path("value").asText();
  }

  /** Gives a client this secret. */
  public void secret(String client, String secret) {
    put("/clients/" + clientId(client), Map.of("secret", secret));
  }

  /**
   * Makes a confidential client for client credentials that proves itself with a key of its own
   * (RFC 7523), for tests that change what belongs to one.
   *
   * @param jwks its public keys, as {@link ClientKey#jwks()} says them
   */
  public void addClient(String id, String jwks) {
    post(
        "/clients",
        Map.of(
            "clientId",
            id,
            "publicClient",
            false,
            "standardFlowEnabled",
            false,
            "directAccessGrantsEnabled",
            false,
            "serviceAccountsEnabled",
            true,
            "clientAuthenticatorType",
            "client-jwt",
            "attributes",
            Map.of("use.jwks.string", "true", "jwks.string", jwks),
            "defaultClientScopes",
            List.of("basic"),
            "optionalClientScopes",
            List.of("mcp.read", "mcp.write")));
  }

  /** Notes from now on what {@link #refreshTokens} says. */
  public void noteRefreshes() {
    put("", Map.of("eventsEnabled", true, "enabledEventTypes", List.of("REFRESH_TOKEN")));
  }

  /**
   * The identifiers ({@code jti}) of all refresh tokens that were made for others of a user's, by
   * session ({@code sid}), whether or not anybody was told.
   */
  public Map<String, Set<String>> refreshTokens(String user) {
    var made = new TreeMap<String, Set<String>>();
    for (var event : get("/events?type=REFRESH_TOKEN&max=100000&user=" + userId(user))) {
      made.computeIfAbsent(event.path("sessionId").asText(), _ -> new TreeSet<>())
          .add(event.path("details").path("updated_refresh_token_id").asText());
    }
    return made;
  }

  JsonNode get(URI url, String accessToken) {
    return send(HttpRequest.newBuilder(url).header("Authorization", "Bearer " + accessToken));
  }

  private int offlineSessions(String user, String client) {
    return get("/users/" + userId(user) + "/offline-sessions/" + clientId(client)).size();
  }

  private String userId(String user) {
    return id("/users?exact=true&username=" + user, user);
  }

  private String clientId(String client) {
    return id("/clients?clientId=" + client, client);
  }

  private String id(String query, String name) {
    return StreamSupport.stream(get(query).spliterator(), false)
        .map(found -> found.path("id").asText())
        .findFirst()
        .orElseThrow(() -> new TestbedException("The realm has no " + name + "."));
  }

  private JsonNode get(String path) {
    return get(URI.create(realm + path), accessToken());
  }

  private JsonNode post(String path, Object body) {
    return change("POST", path, body);
  }

  private void put(String path, Object body) {
    change("PUT", path, body);
  }

  private void delete(String path) {
    send(
        HttpRequest.newBuilder(URI.create(realm + path))
            .header("Authorization", "Bearer " + accessToken())
            .DELETE());
  }

  private JsonNode change(String method, String path, Object body) {
    return send(
        HttpRequest.newBuilder(URI.create(realm + path))
            .header("Authorization", "Bearer " + accessToken())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(Json.text(body))));
  }

  private String accessToken() {
    var pair = CLIENT + ":" + Keycloak.secretOf(CLIENT);
    var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return send(HttpRequest.newBuilder(token)
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")))
        .path("access_token")
        .asText();
  }

  private JsonNode send(HttpRequest.Builder builder) {
    var request = builder.timeout(PATIENCE).build();
    var what = request.method() + " " + request.uri();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new TestbedException(
            what + " was answered with " + response.statusCode() + ": " + response.body());
      }
      return Json.tree(response.body());
    } catch (IOException e) {
      throw new TestbedException(what + " failed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestbedException(what + " was interrupted.", e);
    }
  }
}
