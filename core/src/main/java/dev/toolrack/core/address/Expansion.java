package dev.toolrack.core.address;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What came of expanding a connector's templates for one integration. */
public sealed interface Expansion {

  /**
   * Where requests go and what is sent with each.
   *
   * @param uri as the template spells it
   * @param url the same, read
   * @param headers not secret, by name
   */
  record Expanded(String uri, HttpUrl url, Map<String, String> headers) implements Expansion {
    /** Keeps its own copy, sorted so that equal input gives equal bytes. */
    public Expanded {
      headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }
  }

  /**
   * Nothing can be asked.
   *
   * @param message names the variable or field and the remedy; for people
   */
  record Invalid(Problem problem, String message) implements Expansion {}

  /** Kinds of faults. */
  enum Problem {
    /** {@code UrlInvalid}: the template, or what it becomes, is no acceptable URL. */
    URL_INVALID,
    /** A header that must not be declared, or a value that cannot be sent. */
    HEADER_INVALID,
    /** A variable has no value: waits for the integration. */
    VARIABLE_MISSING,
    /** A variable has a value that it must not have. */
    VARIABLE_INVALID
  }
}
