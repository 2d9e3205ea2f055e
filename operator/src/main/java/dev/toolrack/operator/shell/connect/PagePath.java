package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.view.IntegrationRef;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a path asks for. */
sealed interface PagePath {

  /** The page of an integration. */
  record OfIntegration(IntegrationRef ref) implements PagePath {}

  /** Where browsers come back to. */
  record Callback() implements PagePath {}

  /** The client's metadata document. */
  record ClientDocument() implements PagePath {}

  /** Nothing. */
  record Unknown() implements PagePath {}

  /** Names of namespaces and of objects (RFC 1123). */
  Pattern INTEGRATION =
      Pattern.compile(
          "([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)/([a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?)");

  /**
   * Reads a path.
   *
   * @param base the path of the page's address
   * @param path as it was asked for, undecoded
   */
  static PagePath read(String base, String path) {
    String prefix = base + "/connect/";
    String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    return switch (rest) {
      case "callback" -> new Callback();
      case "client.json" -> new ClientDocument();
      default -> integration(rest).<PagePath>map(OfIntegration::new).orElseGet(Unknown::new);
    };
  }

  /** Reads {@code namespace/name}; empty if nothing can be called so. */
  static Optional<IntegrationRef> integration(String text) {
    var parts = INTEGRATION.matcher(text);
    return parts.matches()
        ? Optional.of(new IntegrationRef(parts.group(1), parts.group(2)))
        : Optional.empty();
  }
}
