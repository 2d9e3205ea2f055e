package dev.toolrack.mcp.oauth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a token is to be good for.
 *
 * @param resource the server that it is for (RFC 8707): an absolute URI without fragment; empty =
 *     the parameter is not sent
 * @param scopes what is asked for; empty = the parameter is not sent
 * @param extraParameters sent to the token endpoint besides; never a parameter of the protocol
 */
public record TokenTerms(
    Optional<String> resource, List<String> scopes, Map<String, String> extraParameters) {
  // Everything that says who asks for what, how the answer comes, or is a credential.
  private static final Set<String> PROTOCOL =
      Set.of(
          "actor_token",
          "actor_token_type",
          "assertion",
          "client_assertion",
          "client_assertion_type",
          "client_id",
          "client_secret",
          "code",
          "code_challenge",
          "code_challenge_method",
          "code_verifier",
          "grant_type",
          "iss",
          "redirect_uri",
          "refresh_token",
          "request",
          "request_uri",
          "requested_token_type",
          "resource",
          "response_mode",
          "response_type",
          "scope",
          "state",
          "subject_token",
          "subject_token_type",
          "token",
          "token_type_hint");

  /**
   * Takes copies.
   *
   * @throws IllegalArgumentException if an extra parameter is the protocol's; it shows none
   */
  public TokenTerms {
    scopes = List.copyOf(scopes);
    extraParameters = checked(extraParameters);
  }

  /** Nothing but a resource and scopes. */
  public static TokenTerms of(Optional<String> resource, List<String> scopes) {
    return new TokenTerms(resource, scopes, Map.of());
  }

  /**
   * Whether a parameter of this name may be added to a request.
   *
   * @param name any text
   * @return false for an empty name and for the parameters of the protocol, in any case
   */
  public static boolean isExtra(String name) {
    return !name.isBlank() && !PROTOCOL.contains(name.toLowerCase(Locale.ROOT));
  }

  static Map<String, String> checked(Map<String, String> extra) {
    if (!extra.keySet().stream().allMatch(TokenTerms::isExtra)) {
      throw new IllegalArgumentException("an extra parameter must not be one of the protocol");
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** Shows how much there is of each: values may be secrets. */
  @Override
  public String toString() {
    return "TokenTerms[resource=%s, %d scopes, %d extra parameters]"
        .formatted(resource.isPresent(), scopes.size(), extraParameters.size());
  }
}
