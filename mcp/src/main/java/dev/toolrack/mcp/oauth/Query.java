package dev.toolrack.mcp.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Form parameters. A name that is there twice makes all of them worthless: which one counts would
 * be anybody's guess (RFC 6749 section 3.1).
 */
final class Query {
  private static final int MAX = 16 * 1024;

  private final Map<String, String> parameters;

  private Query(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** Reads what follows the question mark of a URL; empty if it is malformed or too long. */
  static Optional<Query> read(String text) {
    if (text.length() > MAX) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      try {
        String name = decoded(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
        if (!part.isEmpty() && parameters.putIfAbsent(name, value) != null) {
          return Optional.empty();
        }
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new Query(parameters));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A parameter; one without a value is as good as absent (RFC 6749 section 3.1). */
  Optional<String> one(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "Query";
  }
}
