package dev.toolrack.mcp.auth;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Keeps of a server's words what are scope tokens (RFC 6749 section 3.3) of bearable length. */
public final class ScopeTokens {
  private static final int MAX_TOKENS = 32;
  private static final int MAX_LENGTH = 128;

  private ScopeTokens() {}

  /**
   * The scopes in a {@code scope} parameter.
   *
   * @param words tokens with spaces between them
   * @return the valid ones, each once, in their order, at most 32
   */
  public static List<String> in(String words) {
    return of(Arrays.stream(words.split(" ", -1)));
  }

  /**
   * The scopes among some words.
   *
   * @param words any text
   * @return the valid ones, each once, in their order, at most 32
   */
  public static List<String> of(Stream<String> words) {
    return words.filter(ScopeTokens::isToken).distinct().limit(MAX_TOKENS).toList();
  }

  /**
   * Whether a text is one scope token of bearable length.
   *
   * @param word any text
   * @return true if it is
   */
  public static boolean isToken(String word) {
    return !word.isEmpty()
        && word.length() <= MAX_LENGTH
        && word.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\');
  }
}
