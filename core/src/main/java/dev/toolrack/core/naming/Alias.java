package dev.toolrack.core.naming;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server name that agents see (api.md, McpIntegration): {@code ^[a-z][a-z0-9]*(-[a-z0-9]+)*$},
 * at most 32 characters.
 */
public sealed interface Alias {

  /** The longest alias. */
  int MAX_LENGTH = 32;

  /** What an alias looks like, its length aside. */
  Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** The alias of an integration: {@code spec.alias}, or else the integration's own name. */
  static Alias effective(String name, @Nullable String specAlias) {
    String alias = specAlias == null ? name : specAlias;
    if (alias.length() <= MAX_LENGTH && SHAPE.matcher(alias).matches()) {
      return new Valid(alias);
    }
    String rule = "at most 32 small letters, digits and single dashes, beginning with a letter";
    return new Invalid(
        specAlias == null
            ? "the name " + name + " cannot be an alias: set spec.alias (" + rule + ")"
            : "spec.alias: " + rule);
  }

  /** An alias that fits. */
  record Valid(String alias) implements Alias {}

  /**
   * None.
   *
   * @param message names field and remedy
   */
  record Invalid(String message) implements Alias {}
}
