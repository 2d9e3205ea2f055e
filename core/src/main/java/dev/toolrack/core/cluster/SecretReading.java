package dev.toolrack.core.cluster;

import dev.toolrack.core.address.Consent;
import dev.toolrack.core.address.CredentialValue;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.WireValue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Makes facts of Secrets; no value leaves it. */
public final class SecretReading {

  private SecretReading() {}

  /** What may be known of a Secret. */
  public static SecretFacts facts(Secret secret) {
    var usable = new HashMap<String, Boolean>();
    Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
        .forEach((key, value) -> usable.put(key, isUsable(Base64.getDecoder().decode(value))));
    // An API server moves these into data; in a manifest they still stand here.
    Objects.requireNonNullElse(secret.getStringData(), Map.<String, String>of())
        .forEach((key, value) -> usable.put(key, isUsable(value.getBytes(StandardCharsets.UTF_8))));
    return facts(secret, usable);
  }

  /**
   * The same from its metadata alone.
   *
   * @param usable what is known of its keys otherwise
   */
  public static SecretFacts facts(HasMetadata secret, Map<String, Boolean> usable) {
    var metadata = secret.getMetadata();
    String reach = labels(secret).get(Api.CREDENTIAL_LABEL);
    return new SecretFacts(
        Objects.requireNonNullElse(metadata.getUid(), ""),
        Objects.requireNonNullElse(metadata.getResourceVersion(), ""),
        reach != null,
        WireValue.read(
            CredentialReach.values(),
            Objects.requireNonNullElse(reach, ""),
            CredentialReach.UNRECOGNISED),
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of())
            .getOrDefault(Api.SEND_TO_ANNOTATION, ""),
        usable);
  }

  /** Whether it may be a source at all: one that is being deleted counts as absent. */
  public static boolean isSource(HasMetadata secret) {
    return secret.getMetadata().getDeletionTimestamp() == null;
  }

  /** Whether the owner of a Secret agrees that an agent gets a copy, as it stands now. */
  public static boolean agrees(SecretFacts secret, CredentialSource source) {
    return agrees(secret, Consent.of(secret.sendTo()), source);
  }

  /**
   * The same with what was read of its annotation already.
   *
   * @param sendTo what {@link SecretFacts#sendTo()} says
   */
  public static boolean agrees(SecretFacts secret, Consent sendTo, CredentialSource source) {
    // A newer version of the same Secret is delivered at once.
    return secret.consented()
        && source.isFrom(secret.uid())
        && sendTo.allows(source.destination())
        && secret.reach() != CredentialReach.UNRECOGNISED
        && (!source.lent() || secret.reach() == CredentialReach.SCOPE);
  }

  private static boolean isUsable(byte[] value) {
    return CredentialValue.of(value) instanceof CredentialValue.Valid;
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }
}
