package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.GuardedExchange.Answer;
import dev.toolrack.mcp.JsonFields;
import dev.toolrack.mcp.auth.ScopeTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what a token endpoint answers (RFC 6749 section 5), or in {@link SlackTokens}' way. */
final class TokenReader {
  private static final int MAX_TOKEN = 8192;
  private static final Duration MAX_LIFE = Duration.ofDays(3650);

  private TokenReader() {}

  /** What an answer has to be, beyond what every one has to be. */
  sealed interface Wanted {
    /** A Bearer token (RFC 6750). */
    record Bearer() implements Wanted {}

    /** A token of a type (RFC 8693 section 2.2.1), which need not be one to call servers with. */
    record Typed(String type) implements Wanted {}
  }

  /**
   * Reads an answer.
   *
   * @throws OAuthException if it is a refusal, or no answer of OAuth
   */
  static Tokens read(Answer answer, Wanted wanted) throws OAuthException {
    Statuses.check(answer.status());
    // Some providers refuse with status 200.
    if (answer.status() / 100 != 2 || ErrorCodes.in(answer).isPresent()) {
      throw new OAuthException(ErrorCodes.of(answer));
    }
    JsonFields whole = answer.json().orElseThrow(TokenReader::invalid);
    JsonFields fields = SlackTokens.place(whole);
    if (!isWanted(whole, fields, wanted)) {
      throw invalid();
    }
    return new Tokens(
        fields
            .text("access_token")
            .filter(token -> token.length() <= MAX_TOKEN && EndpointUrls.isVisible(token))
            .orElseThrow(TokenReader::invalid),
        lifetime(fields),
        refreshToken(fields),
        scopes(fields),
        whole.text("id_token").flatMap(Account::of));
  }

  private static boolean isWanted(JsonFields whole, JsonFields fields, Wanted wanted) {
    String type = fields.text("token_type").orElse("");
    return switch (wanted) {
      case Wanted.Bearer bearer ->
          type.equalsIgnoreCase("Bearer") || SlackTokens.isPersons(whole, type);
      case Wanted.Typed typed ->
          (type.equalsIgnoreCase("Bearer") || type.equalsIgnoreCase("N_A"))
              && fields.text("issued_token_type").map(typed.type()::equals).orElse(true);
    };
  }

  /** Zero and less is what providers send for tokens that do not expire. */
  private static Optional<Duration> lifetime(JsonFields fields) {
    return fields
        .number("expires_in")
        .map(Number::longValue)
        .or(() -> fields.text("expires_in").flatMap(TokenReader::seconds))
        .filter(seconds -> seconds > 0)
        .map(seconds -> Duration.ofSeconds(Math.min(seconds, MAX_LIFE.toSeconds())));
  }

  private static Optional<Long> seconds(String text) {
    return text.matches("\\d{1,10}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<String> refreshToken(JsonFields fields) throws OAuthException {
    Optional<String> token = fields.text("refresh_token");
    // One that cannot be sent back is not passed over: a later refresh would use the old one.
    if (token.isPresent()
        && (token.get().length() > MAX_TOKEN
            || !token.get().chars().allMatch(c -> c >= ' ' && c <= '~'))) {
      throw invalid();
    }
    return token;
  }

  /** GitHub and Slack put commas between scopes. */
  private static Optional<List<String>> scopes(JsonFields fields) {
    return fields
        .text("scope")
        .map(text -> ScopeTokens.in(text.contains(" ") ? text : text.replace(',', ' ')))
        .or(() -> fields.texts("scope").map(texts -> ScopeTokens.of(texts.stream())));
  }

  static OAuthException invalid() {
    return new OAuthException(OAuthFailure.ANSWER_INVALID);
  }
}
