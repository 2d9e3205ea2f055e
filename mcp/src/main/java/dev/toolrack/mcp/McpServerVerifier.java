package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.Names;
import dev.toolrack.mcp.oauth.OAuthClient;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Verifies servers of every era.
 *
 * <p>One HTTP client serves all verifications, on virtual threads. Any number of threads may verify
 * at the same time; how many may is the caller's business.
 */
public final class McpServerVerifier implements ServerVerifier, AutoCloseable {
  private static final int IDS_PER_QUESTION = 2;

  /** Bundles of authorities in use at once are few; each idle client keeps a thread. */
  private static final int KEPT_CLIENTS = 32;

  private final GuardedClients clients;
  private final JsonFactory json = StrictJson.factory();
  private final ClientIdentity client;
  private final Limits limits;
  private final LargeAnswers largeAnswers;
  private final AuthDetection authentication;
  private final OAuthClient oauth;

  /** The rounds of one call must differ in their ids (2026-07-28), and each round is a question. */
  private final AtomicLong lastId = new AtomicLong();

  /**
   * A verifier with a client of its own.
   *
   * @param guard asked before every request
   * @param client how to introduce ourselves
   * @param limits how much one server may say
   */
  public McpServerVerifier(EgressGuard guard, ClientIdentity client, Limits limits) {
    this(client, limits, new GuardedClients(guard, limits, null, KEPT_CLIENTS));
  }

  /** A verifier that learns addresses from {@code names}. */
  McpServerVerifier(EgressGuard guard, ClientIdentity client, Limits limits, Names names) {
    this(client, limits, new GuardedClients(guard, limits, names, KEPT_CLIENTS));
  }

  private McpServerVerifier(ClientIdentity client, Limits limits, GuardedClients clients) {
    this.clients = clients;
    this.largeAnswers = new LargeAnswers(limits.largeAtOnce(), limits.largeTurn());
    this.client = client;
    this.limits = limits;
    this.authentication =
        new AuthDetection(new MetadataLookup(json, client), new KnownMetadata(System::nanoTime));
    this.oauth =
        new OAuthClient((tenant, trust, timeout) ->
            GuardedExchange.open(clients, client, tenant, trust, timeout));
  }

  @Override
  public Verification verify(VerificationRequest request) throws InterruptedException {
    return verify(request, verification -> verification);
  }

  @Override
  public <T> T verify(VerificationRequest request, Use<T> use) throws InterruptedException {
    // The turn is over when there is nothing large any more.
    try (LargeAnswers.Turn turn = largeAnswers.turn()) {
      return use.of(verify(request, turn));
    }
  }

  private Verification verify(VerificationRequest request, LargeAnswers.Turn turn)
      throws InterruptedException {
    try (GuardedHttp http = clients.open(request.tenant(), request.trust())) {
      turn.whenStopped(http::stop);
      return verify(request, http, new Exchange(http, json, request, client, limits, turn));
    } catch (Stopped e) {
      return new Failed(e.reason(), Optional.empty());
    }
  }

  private Verification verify(VerificationRequest request, GuardedHttp http, Exchange exchange)
      throws InterruptedException {
    Messages messages = new Messages(json, client);
    try {
      http.checkUrl(request.url());
      Verified verified = new EraDetection(exchange, messages, limits).verify(request.transport());
      return authentication.judge(http, request, verified, exchange.deadline());
    } catch (Stopped e) {
      return authentication.judge(http, request, e, exchange.deadline());
    }
  }

  /**
   * Puts a question to a server that was verified, once and within the same guard and limits. For
   * people at a shell: nothing that verifies or reconciles asks anything else than verification
   * does.
   *
   * @param request how to reach the server; its timeout holds for this question alone
   * @param server what its verification found
   */
  public RawAnswer ask(VerificationRequest request, ServerFacts server, Question question)
      throws InterruptedException {
    try (LargeAnswers.Turn turn = largeAnswers.turn();
        GuardedHttp http = clients.open(request.tenant(), request.trust())) {
      turn.whenStopped(http::stop);
      Exchange exchange = new Exchange(http, json, request, client, limits, turn);
      return answer(request, http, exchange, server, question);
    } catch (Stopped e) {
      return new RawAnswer.None(e.reason());
    }
  }

  private RawAnswer answer(
      VerificationRequest request,
      GuardedHttp http,
      Exchange exchange,
      ServerFacts server,
      Question question)
      throws InterruptedException {
    Messages messages = new Messages(json, client, lastId.addAndGet(IDS_PER_QUESTION));
    try {
      http.checkUrl(request.url());
      return new Asking(exchange, messages, json).ask(server, question);
    } catch (Stopped e) {
      Failed failed = authentication.judge(http, request, e, exchange.deadline());
      return new RawAnswer.None(failed.reason(), failed.authentication());
    }
  }

  /**
   * What tokens for a server are for (RFC 8707): the resource that its metadata name, if it is the
   * server's URL or one above it, else the server's URL without its query. Where the metadata are
   * was learned when the server was verified.
   *
   * @param request how to reach the server
   */
  public String resource(VerificationRequest request) throws InterruptedException {
    try (GuardedHttp http = clients.open(request.tenant(), request.trust())) {
      return authentication.resource(http, request, Deadline.in(request.timeout()));
    } catch (Stopped e) {
      return ProtectedResource.at(request.url()).url().toString();
    }
  }

  /**
   * Asks authorization servers, over the same guard and the same connections.
   *
   * @return one for all threads; of no use any more once this is closed
   */
  public OAuthClient oauth() {
    return oauth;
  }

  /** Ends verifications under way, as failed, and closes all connections. */
  @Override
  public void close() {
    clients.close();
  }
}
