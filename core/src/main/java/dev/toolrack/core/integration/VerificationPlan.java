package dev.toolrack.core.integration;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.crds.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which server is asked, with what, and how often. An answer counts only while the plan it was made
 * for is still the integration's.
 *
 * @param connectorUid the connector it was made from
 * @param connectorNamespace on whose behalf the server is asked
 * @param url with every variable filled in
 * @param transport how it is spoken to
 * @param headers that are no secret
 * @param credentials where the secret headers come from, with the versions of the Secrets
 * @param trust certificate authorities to trust instead of the platform's
 * @param definitions whether the definitions themselves are wanted, because changes are held
 * @param interval between two good verifications
 * @param timeout of one whole verification
 */
public record VerificationPlan(
    String connectorUid,
    String connectorNamespace,
    HttpUrl url,
    Transport transport,
    SortedMap<String, String> headers,
    List<CredentialSlot> credentials,
    Optional<TrustedBundle> trust,
    boolean definitions,
    Duration interval,
    Duration timeout) {
  public VerificationPlan {
    credentials = List.copyOf(credentials);
  }

  /**
   * Where it leads: the connector, the URL and which Secrets. What was verified there stays valid
   * when other things change, the version of a Secret among them.
   */
  public Target target() {
    return new Target(
        connectorUid, url, credentials.stream().map(CredentialSlot::versionless).toList());
  }

  /** See {@link #target()}. */
  public record Target(String connectorUid, HttpUrl url, List<CredentialSlot> credentials) {}

  /** Whether an answer to the other plan is an answer to this one. */
  public boolean asksTheSameAs(VerificationPlan other) {
    return target().equals(other.target())
        && transport == other.transport
        && headers.equals(other.headers)
        && credentials.equals(other.credentials)
        && trust.equals(other.trust);
  }
}
