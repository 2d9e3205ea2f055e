package dev.toolrack.mcp.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A client to be registered (RFC 7591). It may use authorization codes and refresh tokens.
 *
 * @param clientName shown to people who log in
 * @param redirectUris where browsers may come back to, at least one
 * @param web whether it is a web application ({@code application_type} web); false = native, which
 *     redirect URIs on loopback need
 * @param method how the client will authenticate; AUTO = none if the server allows that. There is
 *     no registration of keys
 * @param scopes what it will ask for; empty = not said
 * @param clientUri a page about it
 * @param initialAccessToken what the server may demand of who registers; a secret
 */
public record RegistrationRequest(
    String clientName,
    List<URI> redirectUris,
    boolean web,
    ClientAuthMethod method,
    List<String> scopes,
    Optional<URI> clientUri,
    Optional<String> initialAccessToken) {
  /**
   * Takes copies.
   *
   * @throws IllegalArgumentException without a redirect URI, and for PRIVATE_KEY_JWT
   */
  public RegistrationRequest {
    redirectUris = List.copyOf(redirectUris);
    scopes = List.copyOf(scopes);
    if (redirectUris.isEmpty() || method == ClientAuthMethod.PRIVATE_KEY_JWT) {
      throw new IllegalArgumentException("needs a redirect URI, and a method without a key");
    }
  }

  /** A public web client with one redirect URI. */
  public static RegistrationRequest publicWebClient(String clientName, URI redirectUri) {
    return new RegistrationRequest(
        clientName,
        List.of(redirectUri),
        true,
        ClientAuthMethod.NONE,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Shows how it will authenticate. */
  @Override
  public String toString() {
    return "RegistrationRequest[" + method + "]";
  }
}
