package dev.toolrack.crds;

/**
 * An enum constant with the exact spelling that the API uses.
 *
 * <p>Reading is tolerant: a spelling that this version does not know becomes the enum's {@code
 * UNRECOGNISED} constant, because a single odd object must never stop an informer. Whoever decides
 * treats {@code UNRECOGNISED} as the value that gives least.
 */
public interface WireValue {

  /** The spelling in YAML; empty for {@code UNRECOGNISED}. */
  String wire();

  /** The constant spelt {@code wire}, or {@code unrecognised}. */
  static <E extends Enum<E> & WireValue> E read(E[] known, String wire, E unrecognised) {
    for (E candidate : known) {
      if (candidate != unrecognised && candidate.wire().equals(wire)) {
        return candidate;
      }
    }
    return unrecognised;
  }
}
