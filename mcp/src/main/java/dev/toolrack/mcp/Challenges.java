package dev.toolrack.mcp;

import java.net.http.HttpHeaders;

/** Reads one {@code WWW-Authenticate} header (RFC 9110 section 11.6.1), byte by byte, once. */
final class Challenges {
  private final String text;
  private int at;

  private Challenges(String text) {
    this.text = text;
  }

  /** Whether a challenge says {@code error="insufficient_scope"} (RFC 6750 section 3.1). */
  static boolean insufficientScope(HttpHeaders headers) {
    return headers.allValues("WWW-Authenticate").stream()
        .anyMatch(value -> new Challenges(value).has("error", "insufficient_scope"));
  }

  private boolean has(String name, String value) {
    while (at < text.length()) {
      // Quoted strings are read as a whole: what looks like a parameter inside one is none.
      String word = word();
      if (word.isEmpty()) {
        at++;
        continue;
      }
      skipBlanks();
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        skipBlanks();
        if (word().equals(value) && word.equalsIgnoreCase(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A token or the content of a quoted string; empty where neither starts. */
  private String word() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && isTokenChar(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder content = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      content.append(text.charAt(at));
    }
    at++;
    return content.toString();
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private static boolean isTokenChar(char c) {
    return c > ' ' && c < 127 && c != '"' && c != ',' && c != '=';
  }
}
