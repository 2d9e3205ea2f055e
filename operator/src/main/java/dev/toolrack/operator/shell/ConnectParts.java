package dev.toolrack.operator.shell;

import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationResolver;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.operator.shell.apply.ConnectSecrets;
import dev.toolrack.operator.shell.connect.ConnectServer;
import dev.toolrack.operator.shell.connect.Integrations;
import dev.toolrack.operator.shell.settings.PageAddress;
import dev.toolrack.operator.shell.token.PersonsLogins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What the connect page works with. It is served by every replica, also by one that stands by. */
record ConnectParts(World world, IntegrationParts parts) implements Integrations {

  @Override
  public Optional<McpIntegration> find(IntegrationRef ref) {
    // Where no Secret may be read, nobody can log in: what is there is like what is not.
    return Optional.of(ref)
        .filter(wanted -> world.enabled().contains(wanted.namespace()))
        .flatMap(wanted ->
            Optional.ofNullable(
                world
                    .client()
                    .resources(McpIntegration.class)
                    .inNamespace(wanted.namespace())
                    .withName(wanted.name())
                    .get()))
        .filter(integration -> !integration.isMarkedForDeletion());
  }

  @Override
  public Optional<TokenPlan> plan(McpIntegration integration) {
    return IntegrationResolver.resolve(parts.gather().declared(integration))
        .flatMap(IntegrationOutcome::token)
        .filter(plan -> plan.login().isPresent());
  }

  /** Begins to serve; empty if that was not asked for. */
  Optional<ConnectServer> serve(OAuthClient oauth, int port) {
    return world
        .connectPage()
        .map(address ->
            serve(
                address, new PersonsLogins(oauth, parts.tokens().backing(), world.clock()), port));
  }

  private ConnectServer serve(PageAddress address, PersonsLogins logins, int port) {
    try {
      return new ConnectServer(
          address,
          port,
          world.client(),
          new ConnectSecrets(world.client(), world.writes(), world.gate()),
          this,
          logins,
          world.clock());
    } catch (IOException e) {
      throw new UncheckedIOException("the port of the connect page is taken", e);
    }
  }
}
