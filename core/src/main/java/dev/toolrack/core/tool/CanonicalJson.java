package dev.toolrack.core.tool;

import java.io.IOException;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/** JSON in the one form of RFC 8785: equal values have equal bytes. */
public final class CanonicalJson {

  private CanonicalJson() {}

  /** The canonical bytes of an object or array; empty where it has none. */
  public static Optional<byte[]> of(String json) {
    try {
      return Optional.of(new JsonCanonicalizer(json).getEncodedUTF8());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
