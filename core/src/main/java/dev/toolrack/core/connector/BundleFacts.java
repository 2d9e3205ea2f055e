package dev.toolrack.core.connector;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.Reason;
import java.util.Optional;

/**
 * What decisions need to know of a ConfigMap with certificate authorities.
 *
 * @param labelled whether its owner agrees to its use
 * @param present whether the key is there
 * @param usable whether its value is certificates in PEM form, of at most 64 KiB
 * @param digest of the value, which changes with it
 */
public record BundleFacts(boolean labelled, boolean present, boolean usable, String digest) {

  /**
   * Why certificate authorities cannot be trusted.
   *
   * @return empty if they can, or if the API does not answer, so that it is not known
   */
  public static Optional<Reason> problem(Lookup<BundleFacts> bundle) {
    return switch (bundle) {
      case Lookup.Found<BundleFacts>(BundleFacts facts) -> facts.problem();
      case Lookup.Absent<BundleFacts>() -> Optional.of(Reason.CONFIG_NOT_FOUND);
      case Lookup.Forbidden<BundleFacts>() -> Optional.of(Reason.NAMESPACE_NOT_ENABLED);
      case Lookup.Stale<BundleFacts>() -> Optional.empty();
    };
  }

  private Optional<Reason> problem() {
    if (!labelled) {
      return Optional.of(Reason.CONFIG_NOT_LABELLED);
    }
    if (!present) {
      return Optional.of(Reason.CONFIG_KEY_MISSING);
    }
    return usable ? Optional.empty() : Optional.of(Reason.CA_BUNDLE_INVALID);
  }
}
