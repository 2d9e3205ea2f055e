package dev.toolrack.mcp.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.toolrack.mcp.ClientIdentity;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.Limits;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.Tenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server on loopback that answers as a test says and remembers what it was asked.
 */
final class FakeIssuer implements AutoCloseable {
  static final String TOKEN = "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\"}";
  static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";
  static final OAuthClientId CLIENT =
      OAuthClientId.withSecret("client-1", "secret-1", ClientAuthMethod.BASIC);
  static final TokenTerms TERMS =
      TokenTerms.of(Optional.of("https://mcp.example/mcp"), List.of("mcp.read", "mcp.write"));

  /** Answers one request. */
  interface Script {
    void answer(Asked asked, HttpExchange exchange) throws IOException;
  }

  /** One request as it arrived. */
  record Asked(String verb, String path, Map<String, String> headers, String body) {
    Map<String, String> form() {
      return parameters(body);
    }
  }

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String path;

  /** One that is at the origin's root, with metadata and a token for everybody. */
  FakeIssuer() throws IOException {
    this("");
    metadata("");
    on("/token", 200, TOKEN);
  }

  /** One that has nothing yet. */
  FakeIssuer(String path) throws IOException {
    this.path = path;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String asking = exchange.getRequestURI().toString();
      Asked request = new Asked(exchange.getRequestMethod(), asking, headers, body);
      asked.add(request);
      scripts.getOrDefault(asking, json(404, "{}")).answer(request, exchange);
    }
  }

  static Script json(int status, String body) {
    return answer(status, "application/json; charset=utf-8", body);
  }

  static Script answer(int status, String type, String body) {
    return (_, exchange) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  FakeIssuer on(String where, Script script) {
    scripts.put(where, script);
    return this;
  }

  FakeIssuer on(String where, int status, String body) {
    return on(where, json(status, body));
  }

  /** Usual metadata, with members that replace or add to it; each ends with a comma or is empty. */
  FakeIssuer metadata(String more) {
    return on(WELL_KNOWN + path, 200, document(more));
  }

  String document(String more) {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("issuer", quoted(issuer()));
    usual.put("authorization_endpoint", quoted(at("/authorize")));
    usual.put("token_endpoint", quoted(at("/token")));
    usual.put("revocation_endpoint", quoted(at("/revoke")));
    usual.put("registration_endpoint", quoted(at("/register")));
    usual.put("code_challenge_methods_supported", "[\"plain\",\"S256\"]");
    StringBuilder members = new StringBuilder(more.replace("HERE", at("").toString()));
    usual.forEach((name, value) -> {
      if (!more.contains("\"" + name + "\"")) {
        members.append('"').append(name).append("\":").append(value).append(',');
      }
    });
    return "{" + members + "\"x_unknown\":[{\"a\":1.5}]}";
  }

  private static String quoted(Object text) {
    return "\"" + text + "\"";
  }

  String issuer() {
    return at(path).toString();
  }

  URI at(String where) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + where);
  }

  AskedServer server() {
    return asking(issuer());
  }

  /** Without any metadata. */
  AskedServer byHand() {
    return new AskedServer(
        issuer(),
        Optional.of(at("/authorize")),
        Optional.of(at("/token")),
        Optional.of(at("/revoke")),
        Tenant.NONE,
        Optional.empty(),
        _ -> true,
        Duration.ofSeconds(20));
  }

  static AskedServer asking(String issuer) {
    return asking(issuer, Duration.ofSeconds(20), _ -> true);
  }

  static AskedServer asking(String issuer, Duration timeout, CredentialConsent consent) {
    return new AskedServer(
        issuer,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Tenant.NONE,
        Optional.empty(),
        consent,
        timeout);
  }

  /** To be closed; loopback is allowed, and nothing else that is not public. */
  static McpServerVerifier verifier() {
    return new McpServerVerifier(
        new EgressGuard(EgressSettings.defaults().withLoopback(true)),
        new ClientIdentity("toolrack", "test"),
        Limits.defaults());
  }

  static Tokens granted(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Granted granted -> granted.tokens();
      case TokenAnswer.Refused refused -> throw new AssertionError("refused: " + refused.reason());
    };
  }

  /** Why there is no token; null if there is one. */
  static @Nullable OAuthFailure refusal(TokenAnswer answer) {
    return answer instanceof TokenAnswer.Refused(OAuthFailure reason) ? reason : null;
  }

  static Map<String, String> parameters(@Nullable String encoded) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String part : (encoded == null ? "" : encoded).split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      String[] pair = part.split("=", 2);
      if (found.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : "") != null) {
        throw new AssertionError("twice: " + pair[0]);
      }
    }
    return found;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  List<Asked> asked() {
    return asked;
  }

  /** Requests to one place. */
  List<Asked> asked(String where) {
    return asked.stream().filter(request -> request.path().equals(where)).toList();
  }

  List<String> paths() {
    return asked.stream().map(Asked::path).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
