package dev.toolrack.mcp.call;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How values of a request's body stand in its headers (2026-07-28, Value Encoding). */
final class HeaderText {
  private static final String START = "=?base64?";
  private static final String END = "?=";

  private HeaderText() {}

  /** Printable ASCII as it is; everything else, and what looks encoded already, in Base64. */
  static String of(String value) {
    boolean plain =
        value.chars().allMatch(c -> c >= ' ' && c <= '~')
            && value.strip().equals(value)
            && !(value.startsWith(START) && value.endsWith(END));
    return plain
        ? value
        : START + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + END;
  }
}
