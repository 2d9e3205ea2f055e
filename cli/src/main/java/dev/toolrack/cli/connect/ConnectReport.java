package dev.toolrack.cli.connect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.crds.McpIntegrationStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a login or a logout.
 *
 * @param integration namespace and name
 * @param connected whether somebody is logged in now
 * @param account who, where the authorization server told
 * @param scopes what was granted, where the authorization server told
 * @param state the integration's
 * @param renews whether the operator can refresh it; absent after a logout
 * @param until when it ends without that, where the authorization server told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectReport(
    String integration,
    boolean connected,
    @Nullable String account,
    List<String> scopes,
    @Nullable String state,
    @Nullable Boolean renews,
    @Nullable String until)
    implements Report {
  ConnectReport {
    scopes = List.copyOf(scopes);
  }

  /** Somebody logged in. */
  static ConnectReport of(String integration, McpIntegrationStatus status, LoginResult result) {
    var login = status.login();
    String account = login == null ? null : login.account();
    boolean renews = result.tokens().refreshToken().isPresent();
    return new ConnectReport(
        integration,
        true,
        account == null ? null : CleanText.of(account, 128),
        login == null
            ? List.of()
            : login.granted().stream().map(scope -> CleanText.of(scope, 128)).toList(),
        state(status),
        renews,
        renews ? null : result.ends().map(Instant::toString).orElse(null));
  }

  /** Somebody logged out. */
  static ConnectReport ended(String integration, McpIntegrationStatus status) {
    return new ConnectReport(integration, false, null, List.of(), state(status), null, null);
  }

  private static @Nullable String state(McpIntegrationStatus status) {
    return status.state() == null ? null : status.state().wire();
  }

  @Override
  public void print(Screen screen) {
    screen.line(
        integration
            + ": "
            + (connected
                ? screen.paint(Colour.GREEN, "logged in")
                : screen.paint(Colour.RED, "logged out")));
    if (account != null) {
      screen.line("Account: " + account);
    }
    if (!scopes.isEmpty()) {
      screen.line("Granted: " + String.join(" ", scopes));
    }
    if (!connected) {
      screen.line("The tools of this integration are off until somebody logs in.");
      return;
    }
    if (Boolean.TRUE.equals(renews)) {
      screen.line("The operator keeps it fresh. " + disconnect() + " ends it.");
      return;
    }
    screen.line(
        "The authorization server gave no refresh token: the login is good until %s."
            .formatted(until == null ? "the MCP server rejects it" : until));
    screen.line(
        "For one that lasts, have the connector ask for it and connect again: most take the scope"
            + " offline_access, Google access_type: offline in extraAuthorizationParameters.");
    screen.line(disconnect() + " ends it before.");
  }

  private String disconnect() {
    return "kubectl toolrack disconnect " + integration;
  }
}
