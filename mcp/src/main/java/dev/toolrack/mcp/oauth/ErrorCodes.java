package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.GuardedExchange;
import dev.toolrack.mcp.GuardedExchange.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the {@code error} codes of OAuth mean, and those that well-known providers have instead. Of
 * an error nothing else is read.
 */
final class ErrorCodes {
  private ErrorCodes() {}

  static OAuthFailure failure(String code) {
    return switch (code) {
      case "invalid_client",
          "unauthorized_client",
          // GitHub.
          "incorrect_client_credentials",
          // Slack.
          "bad_client_secret",
          "invalid_client_id" ->
          OAuthFailure.CLIENT_REFUSED;
      case "invalid_grant",
          // OpenID Connect Core section 3.1.2.6, and Entra when a token is refreshed.
          "interaction_required",
          "login_required",
          "consent_required",
          // GitHub.
          "bad_verification_code",
          "bad_refresh_token",
          // Slack.
          "invalid_code",
          "code_already_used",
          "invalid_refresh_token",
          "token_expired",
          "token_revoked" ->
          OAuthFailure.GRANT_REFUSED;
      case "invalid_scope" -> OAuthFailure.SCOPE_REFUSED;
      case "invalid_target",
          // Entra.
          "invalid_resource" ->
          OAuthFailure.RESOURCE_REFUSED;
      case "server_error",
          "temporarily_unavailable",
          // Slack.
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout" ->
          OAuthFailure.ISSUER_UNAVAILABLE;
      case "slow_down",
          // Slack.
          "ratelimited",
          "rate_limited" ->
          OAuthFailure.RATE_LIMITED;
      default -> OAuthFailure.REQUEST_REFUSED;
    };
  }

  /** The code that an answer has, as JSON or, as GitHub has it, as form parameters. */
  static Optional<String> in(Answer answer) {
    if (answer.mediaType().equals(GuardedExchange.FORM) && !answer.unreadable()) {
      return Query.read(new String(answer.body(), StandardCharsets.UTF_8))
          .flatMap(query -> query.one("error"));
    }
    return answer
        .json()
        .flatMap(fields ->
            fields
                .text("error")
                // Some say in other ways that there is no token; Slack says so by its "ok".
                .or(() ->
                    fields.isFalse("ok") || (fields.has("error") && !fields.has("access_token"))
                        ? Optional.of("other")
                        : Optional.empty()));
  }

  /** Why an answer with status 4xx, or with a code, is none. */
  static OAuthFailure of(Answer answer) {
    return in(answer)
        .map(ErrorCodes::failure)
        .orElse(answer.status() == 401 ? OAuthFailure.CLIENT_REFUSED : OAuthFailure.ANSWER_INVALID);
  }
}
