package dev.toolrack.core.render;

import dev.toolrack.core.address.HttpUrl;

/**
 * Where the value of one key of an agent's credentials Secret comes from. Holds no value.
 *
 * @param namespace of the Secret, which is the integration's
 * @param secret its name
 * @param secretKey its key
 * @param uid the Secret as it was resolved; empty = whichever has the name
 * @param destination where the agent will send it
 * @param lent whether it travels to another namespace than its own
 */
public record CredentialSource(
    String namespace,
    String secret,
    String secretKey,
    String uid,
    HttpUrl destination,
    boolean lent) {

  /** A source that may be any Secret of the name, for a server whose catalog was lost. */
  public static CredentialSource ofAnyIdentity(
      String namespace, String secret, String secretKey, HttpUrl destination, boolean lent) {
    return new CredentialSource(namespace, secret, secretKey, "", destination, lent);
  }

  /** Whether a Secret is the one that was resolved, in whichever version. */
  public boolean isFrom(String secretUid) {
    return uid.isEmpty() || uid.equals(secretUid);
  }
}
