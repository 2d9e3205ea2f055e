package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.Names;
import java.util.Optional;

/**
 * Verifies servers over Streamable HTTP: the stateless era is tried first, then the session era.
 *
 * <p>One HTTP client serves all verifications, on virtual threads. Any number of threads may verify
 * at the same time; how many may is the caller's business.
 */
public final class McpServerVerifier implements ServerVerifier, AutoCloseable {
  /** Bundles of authorities in use at once are few; each idle client keeps a thread. */
  private static final int KEPT_CLIENTS = 32;

  private final GuardedClients clients;
  private final JsonFactory json = StrictJson.factory();
  private final ClientIdentity client;
  private final Limits limits;

  /**
   * A verifier with a client of its own.
   *
   * @param guard asked before every request
   * @param client how to introduce ourselves
   * @param limits how much one server may say
   */
  public McpServerVerifier(EgressGuard guard, ClientIdentity client, Limits limits) {
    this(client, limits, new GuardedClients(guard, null, KEPT_CLIENTS));
  }

  /** A verifier that learns addresses from {@code names}. */
  McpServerVerifier(EgressGuard guard, ClientIdentity client, Limits limits, Names names) {
    this(client, limits, new GuardedClients(guard, names, KEPT_CLIENTS));
  }

  private McpServerVerifier(ClientIdentity client, Limits limits, GuardedClients clients) {
    this.clients = clients;
    this.client = client;
    this.limits = limits;
  }

  @Override
  public Verification verify(VerificationRequest request) throws InterruptedException {
    Messages messages = new Messages(json, client);
    try (GuardedHttp http = clients.open(request.tenant(), request.trust())) {
      Exchange exchange = new Exchange(http, json, request, client, limits);
      http.checkUrl(request.url());
      Optional<Verified> stateless = new StatelessDialogue(exchange, messages, limits).verify();
      return stateless.isPresent()
          ? stateless.get()
          : new SessionDialogue(exchange, messages, limits).verify();
    } catch (Stopped e) {
      return new Failed(e.reason(), Optional.empty());
    }
  }

  /** Ends verifications under way, as failed, and closes all connections. */
  @Override
  public void close() {
    clients.close();
  }
}
