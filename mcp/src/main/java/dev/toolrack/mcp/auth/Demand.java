package dev.toolrack.mcp.auth;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server that refuses a request says about the credential it wants.
 *
 * @param token whether it says that it wants an access token
 * @param insufficientScope whether it says that the token lacks a scope (RFC 6750 section 3.1)
 * @param scopes what the token should be good for
 * @param resourceMetadata where it says that its metadata are (RFC 9728 section 5.1), as it came
 */
public record Demand(
    boolean token,
    boolean insufficientScope,
    List<String> scopes,
    Optional<String> resourceMetadata) {
  // DPoP (RFC 9449) is a token with a proof; its challenges have the same parameters.
  private static final Set<String> TOKEN_SCHEMES = Set.of("bearer", "dpop");

  /** Takes a copy of the list. */
  public Demand {
    scopes = List.copyOf(scopes);
  }

  /**
   * Reads the headers of a refusal.
   *
   * @param headers the values of all its {@code WWW-Authenticate} headers
   * @return what they demand; nothing in particular if there are none
   */
  public static Demand of(List<String> headers) {
    List<Challenge> challenges = Challenges.of(headers);
    List<Challenge> token =
        challenges.stream().filter(c -> TOKEN_SCHEMES.contains(c.scheme())).toList();
    Optional<Challenge> lacking = token.stream().filter(Demand::isInsufficientScope).findFirst();
    Optional<String> scope =
        lacking.flatMap(challenge -> parameter(challenge, "scope")).or(() -> first(token, "scope"));
    return new Demand(
        !token.isEmpty(),
        lacking.isPresent(),
        scope.map(ScopeTokens::in).orElse(List.of()),
        // Any scheme may name it.
        first(challenges, "resource_metadata"));
  }

  private static boolean isInsufficientScope(Challenge challenge) {
    return parameter(challenge, "error").equals(Optional.of("insufficient_scope"));
  }

  private static Optional<String> first(List<Challenge> challenges, String name) {
    return challenges.stream().flatMap(c -> parameter(c, name).stream()).findFirst();
  }

  private static Optional<String> parameter(Challenge challenge, String name) {
    return Optional.ofNullable(challenge.parameters().get(name));
  }
}
