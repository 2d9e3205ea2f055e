package dev.toolrack.core.view;

import dev.toolrack.crds.CredentialReach;

/**
 * Where one secret header comes from. Holds no value.
 *
 * @param header name of the header, as declared
 * @param bearer whether {@code "Bearer "} stands before the value
 * @param secret name of the Secret, in the integration's namespace
 * @param key key of the Secret
 * @param uid of the Secret that was looked at
 * @param resourceVersion of the Secret that was looked at
 * @param reach how far copies of it may travel
 */
public record CredentialSlot(
    String header,
    boolean bearer,
    String secret,
    String key,
    String uid,
    String resourceVersion,
    CredentialReach reach) {

  /** The same slot apart from the version of its Secret. */
  public CredentialSlot versionless() {
    return new CredentialSlot(header, bearer, secret, key, uid, "", CredentialReach.NAMESPACE);
  }
}
