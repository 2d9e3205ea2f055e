package dev.toolrack.testbed.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/** The clients that a {@link ScriptedAuthorizationServer} knows. */
final class ScriptedClients {
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final List<String> deleted = new CopyOnWriteArrayList<>();

  /** A client; one without secret is public. */
  record Client(String id, String secret, List<String> redirects, String registrationToken) {}

  /** A client that has said who it is. */
  record Authenticated(Client client, ClientAuthentication how) {}

  void add(String id, String secret, List<String> redirects) {
    clients.put(id, new Client(id, secret, List.copyOf(redirects), ""));
  }

  Client get(String id) throws OauthRefusal {
    var client = clients.get(id);
    if (client == null) {
      throw new OauthRefusal("invalid_client");
    }
    return client;
  }

  Set<String> ids() {
    return Set.copyOf(clients.keySet());
  }

  List<String> deleted() {
    return List.copyOf(deleted);
  }

  boolean remove(String id) {
    return clients.remove(id) != null;
  }

  Authenticated authenticate(Headers headers, OauthForm form) throws OauthRefusal {
    var header = headers.getFirst("Authorization");
    if (header != null && header.startsWith("Basic ")) {
      var pair =
          new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
              .split(":", 2);
      if (pair.length != 2 || form.find("client_secret").isPresent()) {
        throw new OauthRefusal("invalid_request");
      }
      return check(
          OauthForm.decode(pair[0]), OauthForm.decode(pair[1]), ClientAuthentication.BASIC);
    }
    var secret = form.find("client_secret");
    return secret.isPresent()
        ? check(form.one("client_id"), secret.get(), ClientAuthentication.POST)
        : check(form.one("client_id"), "", ClientAuthentication.NONE);
  }

  private Authenticated check(String id, String secret, ClientAuthentication how)
      throws OauthRefusal {
    var client = get(id);
    if (!client.secret().equals(secret)) {
      throw new OauthRefusal("invalid_client");
    }
    return new Authenticated(client, how);
  }

  /** Registers a client of RFC 7591. */
  OauthReply register(String endpoint, String body) throws OauthRefusal {
    var metadata = Json.tree(body);
    var redirects =
        StreamSupport.stream(metadata.path("redirect_uris").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    var method = metadata.path("token_endpoint_auth_method").asText("client_secret_basic");
    if (redirects.isEmpty() && !metadata.path("grant_types").toString().contains("credentials")) {
      throw new OauthRefusal("invalid_redirect_uri");
    }
    var id = "dynamic-" + UUID.randomUUID();
    var secret = method.equals("none") ? "" : "secret-" + UUID.randomUUID();
    clients.put(id, new Client(id, secret, redirects, "registration-" + UUID.randomUUID()));
    return describe(201, endpoint, clients.get(id), method);
  }

  /** Reads or deletes a client, as RFC 7592 has it. */
  OauthReply configure(String endpoint, String id, String method, Headers headers) {
    var client = clients.get(id);
    var token = headers.getFirst("Authorization");
    if (client == null
        || client.registrationToken().isEmpty()
        || !("Bearer " + client.registrationToken()).equals(token)) {
      return OauthReply.empty(401);
    }
    return switch (method) {
      case "GET" ->
          describe(
              200, endpoint, client, client.secret().isEmpty() ? "none" : "client_secret_basic");
      case "DELETE" -> {
        clients.remove(id);
        deleted.add(id);
        yield OauthReply.empty(204);
      }
      default -> OauthReply.empty(405);
    };
  }

  private static OauthReply describe(int status, String endpoint, Client client, String method) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("client_id", client.id());
    if (!client.secret().isEmpty()) {
      answer.put("client_secret", client.secret());
      answer.put("client_secret_expires_at", 0);
    }
    answer.put("token_endpoint_auth_method", method);
    answer.put("redirect_uris", client.redirects());
    answer.put("registration_client_uri", endpoint + "/" + client.id());
    answer.put("registration_access_token", client.registrationToken());
    return OauthReply.json(status, answer);
  }
}
