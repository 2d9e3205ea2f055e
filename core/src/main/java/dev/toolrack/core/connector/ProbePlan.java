package dev.toolrack.core.connector;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.crds.Transport;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a connector's server is asked without anybody's integration: never with a credential.
 *
 * @param url with every variable's default filled in
 * @param transport how it is spoken to
 * @param headers the connector's own, which are no secret
 * @param trust certificate authorities of its own; empty = the platform's
 * @param interval between two answers
 * @param timeout of one whole exchange
 */
public record ProbePlan(
    HttpUrl url,
    Transport transport,
    SortedMap<String, String> headers,
    Optional<Trust> trust,
    Duration interval,
    Duration timeout) {

  /**
   * Certificate authorities in a ConfigMap.
   *
   * @param ref where they are
   * @param bundle what is known of them: another value is another question
   */
  public record Trust(ConfigMapKeyRef ref, Lookup<BundleFacts> bundle) {}

  /** Takes a copy of the headers. */
  public ProbePlan {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }
}
