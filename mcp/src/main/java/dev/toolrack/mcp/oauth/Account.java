package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.JsonFields;
import dev.toolrack.mcp.ShownText;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who an ID token is about, for people to read. Its signature is not checked: it came from the
 * token endpoint itself (OpenID Connect Core section 3.1.3.7), and nothing is decided by it.
 */
final class Account {
  private static final int PARTS = 3;

  private Account() {}

  /** The name that says most; empty if the token is encrypted, or is none. */
  static Optional<String> of(String idToken) {
    String[] parts = idToken.split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      return JsonFields.read(Base64.getUrlDecoder().decode(parts[1])).flatMap(Account::named);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> named(JsonFields claims) {
    return Stream.of("email", "preferred_username", "name", "sub")
        .flatMap(claim -> claims.text(claim).stream())
        .map(ShownText::clean)
        .filter(name -> !name.isEmpty())
        .findFirst();
  }
}
