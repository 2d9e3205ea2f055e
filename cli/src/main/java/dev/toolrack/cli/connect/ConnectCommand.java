package dev.toolrack.cli.connect;

import dev.toolrack.cli.WrongUse;
import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.ClusterCommand;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.cli.kubectl.ObjectRef;
import dev.toolrack.cli.kubectl.Toolrack;
import dev.toolrack.cli.token.ClientDocument;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import dev.toolrack.mcp.ClientIdentity;
import dev.toolrack.mcp.Limits;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kubectl toolrack connect INTEGRATION}. */
@Command(
    name = "connect",
    description = {
      "Logs in for an integration, with a browser on this machine, and hands the login to the"
          + " operator, which keeps it fresh.",
      "It is handed over in a Secret NAME-login under your own rights, which is deleted again as soon"
          + " as the operator has it. By logging in you agree that the tokens are sent to the MCP server"
          + " and the other servers that are shown, and to nobody else."
    })
public final class ConnectCommand extends ClusterCommand {
  /** The operator revokes an earlier login first. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Parameters(
      index = "0",
      paramLabel = "INTEGRATION",
      description = "NAME or NAMESPACE/NAME of an McpIntegration.")
  private String integration = "";

  @Option(names = "--no-browser", description = "Print the address, and open no browser.")
  private boolean noBrowser;

  @Option(
      names = "--login-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Where the browser comes back to, http://127.0.0.1:PORT/callback. Default: any free port.")
  private int port;

  @Option(
      names = "--login-timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to wait for the browser. Default: 300.")
  private int timeout = 300;

  @Option(
      names = "--lend",
      description =
          "Let agents of other namespaces have the access token too, as far as the integration"
              + " reaches. Without it, it stays with the agents of its own namespace.")
  private boolean lend;

  @Option(
      names = "--client-metadata",
      paramLabel = "URL",
      description =
          "The URL of a client's metadata document, for authorization servers that take one for a"
              + " client ID. Only where the integration names no client.")
  private @Nullable URI clientMetadata;

  @Option(
      names = "--allow-loopback",
      description = "Allow authorization servers on this machine, also without TLS.")
  private boolean allowLoopback;

  @Option(
      names = "--allow-private",
      description =
          "Allow authorization servers in private networks, by https as elsewhere. Link-local"
              + " addresses and those of clouds' metadata stay refused.")
  private boolean allowPrivate;

  @Override
  protected int run(Cluster cluster) throws Exception {
    if (timeout < 1) {
      throw new WrongUse("--login-timeout: at least 1 second");
    }
    if (port < 0 || port > 65_535) {
      throw new WrongUse("--login-port: 0 to 65535");
    }
    Optional<URI> document =
        Optional.ofNullable(clientMetadata)
            .map(url -> ClientDocument.checked("--client-metadata", url));
    ObjectRef ref = ObjectRef.parse(integration, cluster);
    Login offered = HandOver.offered(ref, cluster);
    if (document.isPresent() && offered.client() != null) {
      throw new WrongUse(
          "--client-metadata: the integration names a client (spec.credentials.oauth.clientRef)");
    }
    var handOver = new HandOver(cluster, ref);
    handOver.prepare();
    try (McpServerVerifier verifier = verifier()) {
      var login =
          new PersonsLogin(
              verifier.oauth(),
              offered,
              output().narration(),
              new PersonsLogin.Ways(port, !noBrowser, Duration.ofSeconds(timeout), document));
      LoginResult result = login.result(client(cluster, ref, offered));
      McpIntegrationStatus status;
      try {
        status =
            taken(
                handOver.give(
                    lend ? "Scope" : "Namespace",
                    result.handedOver().annotations(),
                    result.handedOver().data(),
                    PATIENCE));
      } catch (RuntimeException | InterruptedException e) {
        login.undo(result);
        throw e;
      }
      output().print(ConnectReport.of(ref.toString(), status, result));
    }
    return ExitCode.DONE;
  }

  /** What the operator has and cannot use is of no use to anybody. */
  private static McpIntegrationStatus taken(McpIntegrationStatus status) {
    String refused = status.login() == null ? null : status.login().refused();
    if (refused != null) {
      throw new NoAnswer(
          "the operator cannot use the login: %s An earlier one, if there was any, goes on."
              .formatted(CleanText.of(refused, 128)));
    }
    return status;
  }

  private static Optional<ClientSecret> client(Cluster cluster, ObjectRef ref, Login offered) {
    return Optional.ofNullable(offered.client())
        .map(name -> ClientSecret.read(cluster, ref.namespace(), name, offered));
  }

  private McpServerVerifier verifier() {
    EgressSettings settings = EgressSettings.defaults().withLoopback(allowLoopback);
    return new McpServerVerifier(
        new EgressGuard(allowPrivate ? settings.withPrivateNetworks() : settings),
        new ClientIdentity("toolrack", Toolrack.VERSION),
        Limits.defaults());
  }
}
