package dev.toolrack.operator.shell.connect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Fields of a form, or parameters of a query. A name that is there twice makes all worthless. */
final class FormFields {
  private final Map<String, String> fields;

  private FormFields(Map<String, String> fields) {
    this.fields = fields;
  }

  /** Reads {@code application/x-www-form-urlencoded}; empty if it is malformed. */
  static Optional<FormFields> read(String text) {
    var fields = new HashMap<String, String>();
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      try {
        String name = decoded(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
        if (!part.isEmpty() && fields.putIfAbsent(name, value) != null) {
          return Optional.empty();
        }
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new FormFields(fields));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A field; empty if it is not there or has nothing in it. */
  Optional<String> one(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "FormFields";
  }
}
