package dev.toolrack.cli.connect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.crds.McpIntegrationStatus;
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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectReport(
    String integration,
    boolean connected,
    @Nullable String account,
    List<String> scopes,
    @Nullable String state)
    implements Report {
  ConnectReport {
    scopes = List.copyOf(scopes);
  }

  static ConnectReport of(String integration, boolean connected, McpIntegrationStatus status) {
    var login = status.login();
    String account = login == null || !connected ? null : login.account();
    return new ConnectReport(
        integration,
        connected,
        account == null ? null : CleanText.of(account, 128),
        login == null || !connected
            ? List.of()
            : login.granted().stream().map(scope -> CleanText.of(scope, 128)).toList(),
        status.state() == null ? null : status.state().wire());
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
    screen.line(
        connected
            ? "The operator keeps it fresh. kubectl toolrack disconnect %s ends it."
                .formatted(integration)
            : "The tools of this integration are off until somebody logs in.");
  }
}
