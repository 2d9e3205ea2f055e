package dev.toolrack.testbed.oauth;

import com.sun.net.httpserver.Headers;
import dev.toolrack.testbed.TestbedException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** OAuth as a {@link ScriptedAuthorizationServer} speaks it, without HTTP and without faults. */
final class ScriptedProtocol {
  private static final Optional<String> NOTHING = Optional.empty();

  final ScriptedClients clients = new ScriptedClients();
  final ScriptedGrants grants = new ScriptedGrants();
  final Map<String, Optional<Object>> announced = new ConcurrentHashMap<>();
  volatile Optional<String> responseIssuer;
  volatile Optional<String> authorizationError = NOTHING;
  volatile boolean tellsLifetime = true;

  private final URI issuer;

  ScriptedProtocol(URI issuer) {
    this.issuer = issuer;
    this.responseIssuer = Optional.of(issuer.toString());
  }

  /** A request in pieces. */
  record Incoming(String method, String path, Headers headers, OauthForm form, String body) {}

  /** An answer, and what the log needs to know besides. */
  record Outcome(OauthReply reply, String client, ClientAuthentication how, String grant) {}

  Outcome answer(OauthEndpoint endpoint, Incoming request) {
    var registering = endpoint == OauthEndpoint.REGISTRATION;
    var posted = request.method().equals("POST");
    var mustPost =
        endpoint == OauthEndpoint.TOKEN
            || endpoint == OauthEndpoint.REVOCATION
            || (registering && request.path().endsWith("/register"));
    if (mustPost != posted && (mustPost || !registering)) {
      return new Outcome(OauthReply.empty(405), "", ClientAuthentication.NONE, "");
    }
    return switch (endpoint) {
      case METADATA -> new Outcome(metadata(), "", ClientAuthentication.NONE, "");
      case AUTHORIZATION -> authorize(request.form());
      case TOKEN -> token(request);
      case REVOCATION -> revoke(request);
      case REGISTRATION -> register(request);
    };
  }

  /** Something else is answered; who asked is found out all the same. */
  Outcome nothingDone(OauthReply reply, Incoming request) {
    try {
      var by = clients.authenticate(request.headers(), request.form());
      return new Outcome(reply, by.client().id(), by.how(), grantOf(request.form()));
    } catch (OauthRefusal e) {
      var id = request.form().find("client_id").orElse("");
      return new Outcome(reply, id, ClientAuthentication.NONE, grantOf(request.form()));
    }
  }

  /** A refresh token of a grant that nobody was asked for. */
  String grant(String client, String scope, List<String> resources) {
    try {
      return grants.give(clients.get(client), scope, resources).refresh();
    } catch (OauthRefusal e) {
      throw new TestbedException("A grant for " + client + ": " + e.error(), e);
    }
  }

  private OauthReply metadata() {
    var document = new LinkedHashMap<String, Object>();
    document.put("issuer", issuer.toString());
    document.put("authorization_endpoint", issuer + "/authorize");
    document.put("token_endpoint", issuer + "/token");
    document.put("revocation_endpoint", issuer + "/revoke");
    document.put("registration_endpoint", issuer + "/register");
    document.put("scopes_supported", grants.scopes().stream().sorted().toList());
    document.put("response_types_supported", List.of("code"));
    document.put(
        "grant_types_supported",
        List.of("authorization_code", "client_credentials", "refresh_token"));
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "none"));
    document.put("authorization_response_iss_parameter_supported", true);
    announced.forEach((name, value) ->
        value.ifPresentOrElse(other -> document.put(name, other), () -> document.remove(name)));
    return OauthReply.json(200, document);
  }

  private Outcome authorize(OauthForm form) {
    var id = form.find("client_id").orElse("");
    try {
      var client = clients.get(id);
      var redirect = form.one("redirect_uri");
      if (!client.redirects().contains(redirect)) {
        throw new OauthRefusal("invalid_request");
      }
      var answer = new LinkedHashMap<String, String>();
      var grant = consent(client, redirect, form, answer);
      form.find("state").ifPresent(state -> answer.put("state", state));
      responseIssuer.ifPresent(iss -> answer.put("iss", iss));
      var separator = redirect.contains("?") ? "&" : "?";
      return new Outcome(
          OauthReply.redirect(
              redirect + separator + OauthForm.encode(answer), answer.getOrDefault("error", "")),
          id,
          ClientAuthentication.NONE,
          grant);
    } catch (OauthRefusal e) {
      return new Outcome(e.reply(), id, ClientAuthentication.NONE, "");
    }
  }

  /** Adds the code, or the error that the client is told, and returns the grant. */
  private String consent(
      ScriptedClients.Client client, String redirect, OauthForm form, Map<String, String> answer) {
    try {
      if (!form.one("response_type").equals("code")) {
        throw new OauthRefusal("unsupported_response_type");
      }
      var challenge = form.one("code_challenge");
      if (!form.one("code_challenge_method").equals("S256")) {
        throw new OauthRefusal("invalid_request");
      }
      if (authorizationError.isPresent()) {
        throw new OauthRefusal(authorizationError.get());
      }
      var code = grants.code(client, form.find("scope"), form.all("resource"), redirect, challenge);
      answer.put("code", code);
      return grants.grantOf(code).orElse("");
    } catch (OauthRefusal e) {
      answer.put("error", e.error());
      return "";
    }
  }

  private Outcome token(Incoming request) {
    var form = request.form();
    ScriptedClients.@Nullable Authenticated by = null;
    try {
      by = clients.authenticate(request.headers(), form);
      var issued = issue(by.client(), form);
      var answer = new LinkedHashMap<String, Object>();
      answer.put("access_token", issued.access());
      answer.put("token_type", "Bearer");
      answer.put("scope", issued.scope());
      if (tellsLifetime) {
        answer.put("expires_in", issued.lifetime().toSeconds());
      }
      if (!issued.refresh().isEmpty()) {
        answer.put("refresh_token", issued.refresh());
      }
      return new Outcome(OauthReply.json(200, answer), by.client().id(), by.how(), issued.grant());
    } catch (OauthRefusal e) {
      return refused(e, by, form);
    }
  }

  private ScriptedGrants.Issued issue(ScriptedClients.Client client, OauthForm form)
      throws OauthRefusal {
    return switch (form.one("grant_type")) {
      case "client_credentials" ->
          grants.credentials(client, form.find("scope"), form.all("resource"));
      case "authorization_code" ->
          grants.redeem(
              client, form.one("code"), form.one("redirect_uri"), form.one("code_verifier"));
      case "refresh_token" ->
          grants.refresh(
              client, form.one("refresh_token"), form.find("scope"), form.all("resource"));
      default -> throw new OauthRefusal("unsupported_grant_type");
    };
  }

  private Outcome revoke(Incoming request) {
    ScriptedClients.@Nullable Authenticated by = null;
    try {
      by = clients.authenticate(request.headers(), request.form());
      var token = request.form().one("token");
      var grant = grants.grantOf(token).orElse("");
      grants.revoke(by.client(), token);
      return new Outcome(OauthReply.empty(200), by.client().id(), by.how(), grant);
    } catch (OauthRefusal e) {
      return refused(e, by, request.form());
    }
  }

  private Outcome register(Incoming request) {
    var endpoint = issuer + "/register";
    var id = request.path().substring(request.path().indexOf("/register") + "/register".length());
    try {
      var reply =
          id.isEmpty()
              ? clients.register(endpoint, request.body())
              : clients.configure(endpoint, id.substring(1), request.method(), request.headers());
      return new Outcome(reply, id.isEmpty() ? "" : id.substring(1), ClientAuthentication.NONE, "");
    } catch (OauthRefusal e) {
      return new Outcome(e.reply(), "", ClientAuthentication.NONE, "");
    }
  }

  /** The grant that a token request is about, before anything is done about it. */
  String grantOf(OauthForm form) {
    return form.find("refresh_token")
        .or(() -> form.find("code"))
        .flatMap(grants::grantOf)
        .orElse("");
  }

  private Outcome refused(
      OauthRefusal refusal, ScriptedClients.@Nullable Authenticated by, OauthForm form) {
    return new Outcome(
        refusal.reply(),
        by == null ? form.find("client_id").orElse("") : by.client().id(),
        by == null ? ClientAuthentication.NONE : by.how(),
        grantOf(form));
  }
}
