package dev.toolrack.cli.lint;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad a problem is; the words are those of SARIF's levels. */
enum Severity {
  /** The cluster would refuse it, or it would never work. */
  ERROR,
  /** It works, and is probably not what was meant. */
  WARNING;

  /** In small letters. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
