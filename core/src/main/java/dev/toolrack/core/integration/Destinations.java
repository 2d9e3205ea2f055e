package dev.toolrack.core.integration;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.status.Reason;
import java.util.Optional;

/**
 * Which servers the operator's settings let it name; the URL alone decides, nothing is resolved.
 */
@FunctionalInterface
public interface Destinations {

  /**
   * Why a URL is refused.
   *
   * @param url with every variable filled in
   * @param credential whether a secret would be sent there
   * @param requester on whose behalf
   * @return empty if it is allowed
   */
  Optional<Reason> refusal(HttpUrl url, boolean credential, Requester requester);
}
