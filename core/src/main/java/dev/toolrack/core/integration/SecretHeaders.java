package dev.toolrack.core.integration;

import dev.toolrack.core.address.HeaderNames;
import dev.toolrack.crds.McpIntegrationSpec.Credentials;
import dev.toolrack.crds.McpIntegrationSpec.SecretHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whether the headers that credentials fill may be set, each once. The schema refuses most of it;
 * this is the second wall, and the only one between an integration and its connector's headers.
 */
final class SecretHeaders {

  private SecretHeaders() {}

  /**
   * What is wrong, or empty.
   *
   * @param plain names of the connector's own headers
   */
  static Optional<String> problem(Credentials credentials, Collection<String> plain) {
    List<String> secret = credentials.headers().stream().map(SecretHeader::name).toList();
    Optional<String> refusal =
        secret.stream()
            .flatMap(name -> HeaderNames.refusal(name, HeaderNames.Use.CREDENTIAL).stream())
            .findFirst()
            .map("spec.credentials.headers: "::concat);
    if (refusal.isPresent()) {
      return refusal;
    }
    var all = new ArrayList<>(plain);
    if (credentials.bearer() != null || credentials.oauth() != null) {
      all.add("Authorization");
    }
    all.addAll(secret);
    return HeaderNames.duplicate(all)
        .map("spec.credentials.headers: %s is sent already; remove it"::formatted);
  }
}
