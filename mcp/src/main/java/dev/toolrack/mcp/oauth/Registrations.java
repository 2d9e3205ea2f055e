package dev.toolrack.mcp.oauth;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.rp.ApplicationType;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import dev.toolrack.mcp.GuardedExchange.Answer;
import dev.toolrack.mcp.GuardedExchange.Ask;
import dev.toolrack.mcp.JsonFields;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is said when a client registers (RFC 7591) and when its registration ends (RFC 7592). */
final class Registrations {
  private static final int MAX_ID = 2048;
  private static final int MAX_SECRET = 8192;

  private Registrations() {}

  /** The request. */
  static Ask ask(URI endpoint, RegistrationRequest request, ServerMetadata metadata) {
    OIDCClientMetadata wanted = new OIDCClientMetadata();
    wanted.setName(request.clientName());
    wanted.setApplicationType(request.web() ? ApplicationType.WEB : ApplicationType.NATIVE);
    wanted.setRedirectionURIs(new LinkedHashSet<>(request.redirectUris()));
    wanted.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
    wanted.setResponseTypes(Set.of(ResponseType.CODE));
    wanted.setTokenEndpointAuthMethod(method(request, metadata));
    if (!request.scopes().isEmpty()) {
      wanted.setScope(new Scope(request.scopes().toArray(String[]::new)));
    }
    request.clientUri().ifPresent(wanted::setURI);
    Ask ask = Ask.json(endpoint, wanted.toString());
    return request
        .initialAccessToken()
        .filter(EndpointUrls::isVisible)
        .map(token -> ask.with("Authorization", "Bearer " + token))
        .orElse(ask);
  }

  private static ClientAuthenticationMethod method(
      RegistrationRequest request, ServerMetadata metadata) {
    return switch (request.method()) {
      case NONE, PRIVATE_KEY_JWT -> ClientAuthenticationMethod.NONE;
      case BASIC -> ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
      case POST -> ClientAuthenticationMethod.CLIENT_SECRET_POST;
      case AUTO -> offered(metadata.tokenMethods().orElse(List.of("none")));
    };
  }

  private static ClientAuthenticationMethod offered(List<String> methods) {
    if (methods.contains("none")) {
      return ClientAuthenticationMethod.NONE;
    }
    return !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
        ? ClientAuthenticationMethod.CLIENT_SECRET_POST
        : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
  }

  /**
   * Reads the answer.
   *
   * @throws OAuthException with REGISTRATION_REFUSED, or ANSWER_INVALID if there is no client in it
   */
  static Registration read(Answer answer, RegistrationRequest request) throws OAuthException {
    Statuses.check(answer.status());
    if (answer.status() / 100 != 2) {
      throw new OAuthException(OAuthFailure.REGISTRATION_REFUSED);
    }
    JsonFields fields = answer.json().orElseThrow(TokenReader::invalid);
    Optional<String> managementToken =
        fields.text("registration_access_token").filter(EndpointUrls::isVisible);
    return new Registration(
        client(fields, request),
        fields
            .text("registration_client_uri")
            .flatMap(EndpointUrls::read)
            .filter(uri -> managementToken.isPresent()),
        managementToken);
  }

  private static OAuthClientId client(JsonFields fields, RegistrationRequest request)
      throws OAuthException {
    String id = text(fields, "client_id", MAX_ID).orElseThrow(TokenReader::invalid);
    Optional<String> secret = text(fields, "client_secret", MAX_SECRET);
    // The server may have chosen another method than the one asked for.
    Optional<String> told = fields.text("token_endpoint_auth_method");
    ClientAuthMethod method =
        switch (told.orElse("")) {
          case "" -> request.method();
          case "none" -> ClientAuthMethod.NONE;
          case "client_secret_basic" -> ClientAuthMethod.BASIC;
          case "client_secret_post" -> ClientAuthMethod.POST;
          default -> throw new OAuthException(OAuthFailure.REGISTRATION_REFUSED);
        };
    if (secret.isEmpty() || told.equals(Optional.of("none"))) {
      return OAuthClientId.publicClient(id);
    }
    return OAuthClientId.withSecret(
        id, secret.get(), method == ClientAuthMethod.NONE ? ClientAuthMethod.AUTO : method);
  }

  private static Optional<String> text(JsonFields fields, String name, int longest) {
    return fields
        .text(name)
        .filter(
            text -> text.length() <= longest && text.chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  /** Why a registration was not deleted; empty if there is none any more. */
  static Optional<OAuthFailure> deleted(Answer answer) throws OAuthException {
    Statuses.check(answer.status());
    return switch (answer.status()) {
      case 404, 410 -> Optional.empty();
      case 401 -> Optional.of(OAuthFailure.CLIENT_REFUSED);
      default ->
          answer.status() / 100 == 2 ? Optional.empty() : Optional.of(OAuthFailure.REQUEST_REFUSED);
    };
  }
}
