package dev.toolrack.mcp.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code WWW-Authenticate} headers (RFC 9110 section 11.6.1). A comma there separates both
 * challenges and parameters: a word that no {@code =} follows begins a new challenge.
 *
 * <p>Never fails: what is malformed is passed over up to the next comma. Looks at each character a
 * fixed number of times at most.
 */
public final class Challenges {
  private static final int MAX_CHARACTERS = 16 * 1024;
  private static final int MAX_CHALLENGES = 32;
  private static final int MAX_PARAMETERS = 32;
  private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";
  private static final String TOKEN68_SYMBOLS = "-._~+/";

  private final String text;
  private final List<Challenge> found;
  private int at;
  private @Nullable String scheme;
  private Map<String, String> parameters = new HashMap<>();

  private Challenges(String text, List<Challenge> found) {
    this.text = text;
    this.found = found;
  }

  /**
   * Reads all challenges.
   *
   * @param headers the values of all headers of that name, in their order
   * @return the challenges in their order, at most 32 out of at most 16 KiB
   */
  public static List<Challenge> of(List<String> headers) {
    List<Challenge> found = new ArrayList<>();
    int left = MAX_CHARACTERS;
    for (String header : headers) {
      // One that is cut off could be misread: it is left out whole.
      if (header.length() > left) {
        break;
      }
      left -= header.length();
      new Challenges(header, found).read();
    }
    return List.copyOf(found);
  }

  private void read() {
    while (skipSeparators()) {
      String word = token();
      if (word.isEmpty()) {
        skipToComma();
      } else if (skipBlanksBefore('=')) {
        at++;
        parameter(word);
      } else {
        endChallenge();
        beginChallenge(word);
      }
    }
    endChallenge();
  }

  private void beginChallenge(String word) {
    if (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != ',') {
      skipToComma();
      return;
    }
    scheme = word.toLowerCase(Locale.ROOT);
    skipToken68();
  }

  private void endChallenge() {
    if (scheme != null && found.size() < MAX_CHALLENGES) {
      found.add(new Challenge(scheme, parameters));
    }
    scheme = null;
    parameters = new HashMap<>();
  }

  private void parameter(String name) {
    skipBlanks();
    String value = at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
    if (value == null) {
      skipToComma();
    } else if (scheme != null && parameters.size() < MAX_PARAMETERS) {
      // A name may be there once only; which of two would be meant is not ours to guess.
      parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
    }
  }

  /** Passes over token68, which only a comma or the end may follow. */
  private void skipToken68() {
    int start = at;
    skipBlanks();
    while (at < text.length() && isTokenOf(TOKEN68_SYMBOLS, text.charAt(at))) {
      at++;
    }
    while (at < text.length() && text.charAt(at) == '=') {
      at++;
    }
    skipBlanks();
    if (at < text.length() && text.charAt(at) != ',') {
      at = start;
    }
  }

  private String token() {
    int start = at;
    while (at < text.length() && isTokenOf(TOKEN_SYMBOLS, text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** An unquoted value. Many servers forget to quote URLs, so that more is taken than a token. */
  private @Nullable String bare() {
    int start = at;
    while (at < text.length() && text.charAt(at) > ' ' && text.charAt(at) < 127) {
      if (text.charAt(at) == ',' || text.charAt(at) == '"') {
        break;
      }
      at++;
    }
    return at > start ? text.substring(start, at) : null;
  }

  /** The content of a quoted string; null if it does not end. */
  private @Nullable String quoted() {
    StringBuilder content = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return content.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
      }
      content.append(text.charAt(at));
    }
    return null;
  }

  private void skipToComma() {
    while (at < text.length() && text.charAt(at) != ',') {
      if (text.charAt(at) == '"') {
        // A comma in quotes separates nothing.
        var _ = quoted();
      } else {
        at++;
      }
    }
  }

  private boolean skipSeparators() {
    while (at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == ',')) {
      at++;
    }
    return at < text.length();
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  /** Goes on to the character if only blanks are before it; otherwise stays. */
  private boolean skipBlanksBefore(char c) {
    int start = at;
    skipBlanks();
    if (at < text.length() && text.charAt(at) == c) {
      return true;
    }
    at = start;
    return false;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isTokenOf(String symbols, char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || symbols.indexOf(c) >= 0;
  }
}
