package dev.toolrack.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One server to verify.
 *
 * @param url the server's endpoint, complete; anything the guard refuses becomes a {@link Failed}
 * @param headers sent with every request, each name once
 * @param credentialSent whether any of them carries a credential: a 401 then means it was rejected
 * @param timeout for everything together: name lookup, connections, all requests and answers
 */
public record VerificationRequest(
    URI url, List<RequestHeader> headers, boolean credentialSent, Duration timeout) {
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

  /** Shows scheme and host and the names of the headers: path and query may hold keys. */
  @Override
  public String toString() {
    return "VerificationRequest[%s://%s, %s, credentialSent=%s, timeout=%s]"
        .formatted(url.getScheme(), url.getHost(), headers, credentialSent, timeout);
  }
}
