package dev.toolrack.mcp;

import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One server to verify.
 *
 * @param url the server's endpoint, complete; anything the guard refuses becomes a {@link Failed}
 * @param transport how to speak with it; empty = found out
 * @param headers sent with every request to the server, each name once
 * @param credentialSent whether any of them carries a credential: a 401 then means it was rejected
 * @param consent asked before the headers go to any other URL than {@code url}
 * @param tenant on whose behalf, for the guard
 * @param trust certificate authorities to trust instead of the platform's
 * @param timeout for everything together: name lookup, connections, all requests and answers
 */
public record VerificationRequest(
    URI url,
    Optional<Transport> transport,
    List<RequestHeader> headers,
    boolean credentialSent,
    CredentialConsent consent,
    Tenant tenant,
    Optional<TrustBundle> trust,
    Duration timeout) {
  /**
   * Takes a copy of the headers.
   *
   * @throws IllegalArgumentException if a header name is there twice or the timeout is not positive
   */
  public VerificationRequest {
    headers = List.copyOf(headers);
    Set<String> names = new HashSet<>();
    if (!headers.stream().allMatch(h -> names.add(h.name().toLowerCase(Locale.ROOT)))) {
      throw new IllegalArgumentException("a header name is there twice");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("the timeout must be positive");
    }
  }

  /**
   * A request with nothing special about it: any transport, headers to the server's origin only, no
   * tenant, the platform's certificate authorities.
   *
   * @param url the server's endpoint
   * @param headers sent with every request
   * @param credentialSent whether any of them carries a credential
   * @param timeout for everything together
   */
  public VerificationRequest(
      URI url, List<RequestHeader> headers, boolean credentialSent, Duration timeout) {
    this(
        url,
        Optional.empty(),
        headers,
        credentialSent,
        CredentialConsent.SAME_ORIGIN,
        Tenant.NONE,
        Optional.empty(),
        timeout);
  }

  /** Shows scheme and host and the names of the headers: path and query may hold keys. */
  @Override
  public String toString() {
    return "VerificationRequest[%s://%s, %s, credentialSent=%s, timeout=%s]"
        .formatted(url.getScheme(), url.getHost(), headers, credentialSent, timeout);
  }
}
