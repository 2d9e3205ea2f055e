package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.view.IntegrationRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parameter {@code state}: says for which integration somebody comes back, so that any replica
 * finds what is remembered of the login, and proves that it is this very login.
 *
 * @param ref the integration
 * @param secret nobody can guess it
 */
record LoginState(IntegrationRef ref, String secret) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]{1,500})\\.([A-Za-z0-9_-]{43})");

  static LoginState fresh(IntegrationRef ref) {
    return new LoginState(ref, Secrecy.random());
  }

  /** Reads one; empty if it is none of ours. */
  static Optional<LoginState> read(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      String name =
          new String(Base64.getUrlDecoder().decode(parts.group(1)), StandardCharsets.UTF_8);
      return PagePath.integration(name)
          .map(ref -> new LoginState(ref, parts.group(2)))
          .filter(state -> state.text().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    String name = ref.namespace() + "/" + ref.name();
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(name.getBytes(StandardCharsets.UTF_8))
        + "."
        + secret;
  }

  /** What is remembered of it. */
  String hash() {
    return Sha256.hex("state\n" + text());
  }

  /** Shows the integration only. */
  @Override
  public String toString() {
    return "LoginState[" + ref + "]";
  }
}
