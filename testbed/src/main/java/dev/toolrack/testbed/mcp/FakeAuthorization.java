package dev.toolrack.testbed.mcp;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom a {@link FakeEndpoint} serves, and what it tells the others. */
final class FakeAuthorization {
  private static final String SCHEME = "Bearer ";

  private final URI url;
  private final AtomicLong refusals = new AtomicLong();
  private volatile @Nullable Rule rule;
  private volatile @Nullable ScopeRule scopeRule;
  private volatile @Nullable String metadata;

  /** Which tokens are accepted, and whether refusals say where the metadata is. */
  private record Rule(Predicate<String> accepted, boolean tellsMetadata) {}

  /** Which accepted tokens are enough, and the scopes that the others are told. */
  private record ScopeRule(Predicate<String> enough, String scopes) {}

  FakeAuthorization(URI url) {
    this.url = url;
  }

  void require(String token) {
    rule = new Rule(token::equals, false);
  }

  void require(Predicate<String> accepted) {
    rule = new Rule(accepted, true);
  }

  void requireNothing() {
    rule = null;
    scopeRule = null;
  }

  void demand(Predicate<String> enough, String... scopes) {
    scopeRule = new ScopeRule(enough, String.join(" ", scopes));
  }

  void announce(String issuer, String... scopes) {
    metadata =
        "{\"resource\":\"%s\",\"authorization_servers\":[\"%s\"],\"scopes_supported\":[%s]}"
            .formatted(
                url,
                issuer,
                Arrays.stream(scopes)
                    .map(scope -> "\"" + scope + "\"")
                    .collect(Collectors.joining(",")));
  }

  @Nullable String metadata() {
    return metadata;
  }

  long refusals() {
    return refusals.get();
  }

  /** Whether the request may go on; else it has been answered. */
  boolean admits(HttpExchange exchange) throws IOException {
    var asked = rule;
    if (asked == null) {
      return true;
    }
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    var token = header != null && header.startsWith(SCHEME) ? header.substring(7) : null;
    if (token == null || !asked.accepted().test(token)) {
      var error = header == null ? "" : ", error=\"invalid_token\"";
      return refuse(exchange, 401, error + place(asked));
    }
    var scope = scopeRule;
    if (scope != null && !scope.enough().test(token)) {
      var error = ", error=\"insufficient_scope\", scope=\"%s\"".formatted(scope.scopes());
      return refuse(exchange, 403, error + place(asked));
    }
    return true;
  }

  private String place(Rule asked) {
    return asked.tellsMetadata() && metadata != null
        ? ", resource_metadata=\"%s\""
            .formatted(url.resolve(FakeMcpServer.METADATA + url.getPath()))
        : "";
  }

  private boolean refuse(HttpExchange exchange, int status, String parameters) throws IOException {
    refusals.incrementAndGet();
    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"fake\"" + parameters);
    exchange.sendResponseHeaders(status, -1);
    return false;
  }
}
