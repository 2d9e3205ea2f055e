package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import dev.toolrack.mcp.egress.EgressGuard;
import java.net.InetAddress;

/**
 * Verifies servers of every era.
 *
 * <p>One HTTP client serves all verifications, on virtual threads. Any number of threads may verify
 * at the same time; how many may is the caller's business.
 */
public final class McpServerVerifier implements ServerVerifier, AutoCloseable {
  private final GuardedHttp http;
  private final JsonFactory json = StrictJson.factory();
  private final ClientIdentity client;
  private final Limits limits;
  private final KnownMetadata metadata = new KnownMetadata(System::nanoTime);

  /**
   * A verifier with a client of its own.
   *
   * @param guard asked before every request
   * @param client how to introduce ourselves
   * @param limits how much one server may say
   */
  public McpServerVerifier(EgressGuard guard, ClientIdentity client, Limits limits) {
    this(guard, client, limits, InetAddress::getAllByName);
  }

  McpServerVerifier(
      EgressGuard guard, ClientIdentity client, Limits limits, HostResolver resolver) {
    this.http = new GuardedHttp(guard, resolver);
    this.client = client;
    this.limits = limits;
  }

  @Override
  public Verification verify(VerificationRequest request) throws InterruptedException {
    Exchange exchange = new Exchange(http, json, request, client, limits);
    Messages messages = new Messages(json, client);
    AuthDetection authentication =
        new AuthDetection(new MetadataLookup(http, json, client), metadata);
    try {
      http.checkUrl(request.url());
      Verified verified = new EraDetection(exchange, messages, limits).verify(request.transport());
      return authentication.judge(request, verified, exchange.deadline());
    } catch (Stopped e) {
      return authentication.judge(request, e, exchange.deadline());
    }
  }

  /** Ends verifications under way, as failed, and closes all connections. */
  @Override
  public void close() {
    http.close();
  }
}
