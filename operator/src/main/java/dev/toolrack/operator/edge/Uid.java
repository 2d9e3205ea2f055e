package dev.toolrack.operator.edge;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** UIDs as the API server makes them: 16 bytes in 36 characters. */
public final class Uid {

  private Uid() {}

  /** Its bytes; empty if they would not give the same text back. */
  public static Optional<UUID> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text)).filter(uid -> uid.toString().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
