package dev.toolrack.testbed.mcp;

import com.sun.net.httpserver.HttpExchange;
import dev.toolrack.testbed.leaks.Leaks;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One server of a {@link FakeMcpServer}; everything can be changed while it serves. */
public final class FakeEndpoint {
  private static final byte[] FILLER = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
  private static final String JSON = "application/json";

  private final URI url;
  private final CountDownLatch closing;
  private final FakeProtocol protocol = new FakeProtocol();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong withCredential = new AtomicLong();
  private volatile Behaviour behaviour = new Behaviour.Correct();
  private final FakeAuthorization authorization;
  private volatile Map<String, List<String>> lastHeaders = Map.of();
  private volatile String lastBody = "";

  FakeEndpoint(URI url, CountDownLatch closing) {
    this.url = url;
    this.closing = closing;
    this.authorization = new FakeAuthorization(url);
  }

  /** The address of the MCP endpoint. */
  public URI url() {
    return url;
  }

  /** What to do from the next request on. */
  public FakeEndpoint behave(Behaviour next) {
    behaviour = next;
    return this;
  }

  /** The tools to list, a JSON array of tool objects that is sent as it is, valid or not. */
  public FakeEndpoint tools(String json) {
    protocol.tools(json);
    return this;
  }

  /** The token to require from now on. */
  public FakeEndpoint requireToken(String required) {
    authorization.require(required);
    return this;
  }

  /**
   * Which tokens to accept from now on. Others are refused with 401, and told where the metadata is
   * if there is any ({@link #announce}).
   */
  public FakeEndpoint requireToken(Predicate<String> accepted) {
    authorization.require(accepted);
    return this;
  }

  /**
   * Refuses an accepted token from now on with 403 {@code insufficient_scope}, unless it is enough.
   *
   * @param enough the tokens to serve; it is asked only about accepted ones
   * @param scopes what the challenge says that a token needs
   */
  public FakeEndpoint demandScopes(Predicate<String> enough, String... scopes) {
    authorization.demand(enough, scopes);
    return this;
  }

  /** Serves everybody from now on, as it does at first. */
  public FakeEndpoint requireNoToken() {
    authorization.requireNothing();
    return this;
  }

  /**
   * Has protected resource metadata from now on (RFC 9728), at the well-known place of its path.
   *
   * @param issuer the authorization server that it names
   * @param scopes what it says that tokens are asked for
   */
  public FakeEndpoint announce(String issuer, String... scopes) {
    authorization.announce(issuer, scopes);
    return this;
  }

  /** How many of the requests carried an {@code Authorization} header. */
  public long requestsWithCredential() {
    return withCredential.get();
  }

  /** How many requests have arrived, whatever became of them; those for metadata not counted. */
  public long requests() {
    return requests.get();
  }

  /** How many requests were refused for their token, or for none. */
  public long refusals() {
    return authorization.refusals();
  }

  /** The headers of the latest request, by name in any case. */
  public Map<String, List<String>> lastHeaders() {
    return lastHeaders;
  }

  /** One header of the latest request. */
  public Optional<String> lastHeader(String name) {
    return Optional.ofNullable(lastHeaders.get(name)).map(List::getFirst);
  }

  /** The body of the latest request. */
  public String lastBody() {
    return lastBody;
  }

  /** Answers a request for its metadata. */
  void describe(HttpExchange exchange) throws IOException {
    note(exchange.getRequestHeaders().getFirst("Authorization"));
    var document = authorization.metadata();
    send(
        exchange,
        new FakeProtocol.Answer(document == null ? 404 : 200, document == null ? "" : document));
  }

  void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    note(exchange.getRequestHeaders().getFirst("Authorization"));
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    lastHeaders = headers;
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    lastBody = body;
    if (authorization.admits(exchange)) {
      answer(exchange, body);
    }
  }

  private void note(@Nullable String credential) {
    if (credential != null) {
      withCredential.incrementAndGet();
      Leaks.here().credential("a credential for " + url.getPath(), credential);
    }
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    switch (behaviour) {
      case Behaviour.Correct() -> send(exchange, protocol.answer(exchange, body));
      case Behaviour.Status(var code, var headers) -> {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(code, -1);
      }
      case Behaviour.Hang() -> pause(Duration.ofDays(1));
      case Behaviour.Held(var until) -> {
        if (opens(until)) {
          send(exchange, protocol.answer(exchange, body));
        }
      }
      case Behaviour.Malformed() ->
          send(exchange, new FakeProtocol.Answer(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"resu"));
      case Behaviour.Drip(var interval) -> drip(exchange, interval);
      case Behaviour.Huge(var bytes) -> huge(exchange, bytes);
      case Behaviour.Redirect(var location) -> {
        exchange.getResponseHeaders().set("Location", location.toString());
        exchange.sendResponseHeaders(307, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, FakeProtocol.Answer answer) throws IOException {
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Ends when the client gives up: a write then fails and the exchange is closed. */
  private void drip(HttpExchange exchange, Duration interval) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(200, 0);
    do {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
    } while (!pause(interval));
  }

  private static void huge(HttpExchange exchange, long bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    out.write(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"".getBytes(StandardCharsets.UTF_8));
    for (var sent = 0L; sent < bytes; sent += FILLER.length) {
      out.write(FILLER);
    }
    out.write("\"}}".getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it opens before the server is closed, which interrupts. */
  private static boolean opens(CountDownLatch until) {
    try {
      until.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether the server is closing. */
  private boolean pause(Duration duration) {
    try {
      return closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
