package dev.toolrack.core.integration;

import dev.toolrack.crds.CredentialReach;
import java.util.Map;

/**
 * What may be known of a Secret without its values.
 *
 * @param uid of the Secret
 * @param resourceVersion of the Secret
 * @param consented whether it carries the label of consent at all
 * @param reach how far copies may travel
 * @param sendTo the annotation with the destinations it may be sent to; empty if there is none
 * @param usable for each key whether its value can be a header
 */
public record SecretFacts(
    String uid,
    String resourceVersion,
    boolean consented,
    CredentialReach reach,
    String sendTo,
    Map<String, Boolean> usable) {
  public SecretFacts {
    usable = Map.copyOf(usable);
  }
}
