package dev.toolrack.operator.shell.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.crds.Api;
import dev.toolrack.mcp.oauth.Tokens;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of logins. */
class LoginContentsTest {
  private static final TokenPlan PLAN = TokenShelf.plan("https://login.example.com", "2");

  private static final Content BEFORE =
      new Content(
          Map.of(
              Api.TOKEN_CLIENT_ANNOTATION, "client/client-1/1",
              Api.TOKEN_LOGIN_ANNOTATION, "login-1",
              Api.TOKEN_EXPIRES_ANNOTATION, "2026-01-01T00:00:00Z"),
          Map.of(
              Api.ACCESS_TOKEN_KEY, "canary-access-1",
              Api.REFRESH_TOKEN_KEY, "canary-refresh-1",
              Api.CLIENT_ID_KEY, "client"));

  private static Content refreshed(Tokens tokens) {
    return LoginContents.refreshed(PLAN, BEFORE, tokens, Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Otherwise it would be refreshed for the client's sake again and again. */
  @Test
  void aRefreshSaysWithWhichVersionOfTheClientItWasMade() {
    assertThat(refreshed(tokens(Optional.empty())).annotations())
        .containsEntry(Api.TOKEN_CLIENT_ANNOTATION, "client/client-1/2")
        .containsEntry(Api.TOKEN_LOGIN_ANNOTATION, "login-1")
        .containsEntry(Api.TOKEN_EXPIRES_ANNOTATION, "2026-01-01T00:05:00Z");
  }

  @Test
  void whatARefreshDoesNotNameStays() {
    assertThat(refreshed(tokens(Optional.empty())).data())
        .containsEntry(Api.ACCESS_TOKEN_KEY, "canary-access-2")
        .containsEntry(Api.REFRESH_TOKEN_KEY, "canary-refresh-1")
        .containsEntry(Api.CLIENT_ID_KEY, "client");
    assertThat(refreshed(tokens(Optional.of("canary-refresh-2"))).data())
        .containsEntry(Api.REFRESH_TOKEN_KEY, "canary-refresh-2");
  }

  private static Tokens tokens(Optional<String> refreshToken) {
    return new Tokens(
        "canary-access-2",
        Optional.of(Duration.ofMinutes(5)),
        refreshToken,
        Optional.of(List.of("mcp.read")),
        Optional.empty());
  }
}
