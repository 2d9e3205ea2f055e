package dev.toolrack.cli.connect;

import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.ClusterCommand;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.ObjectRef;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegrationStatus;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kubectl toolrack disconnect INTEGRATION}. */
@Command(
    name = "disconnect",
    description = {
      "Ends the login of an integration: its tokens are revoked where the authorization server offers"
          + " that, and leave the agents' Secrets.",
      "A Secret NAME-login tells the operator so; it is deleted again at once."
    })
public final class DisconnectCommand extends ClusterCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Parameters(
      index = "0",
      paramLabel = "INTEGRATION",
      description = "NAME or NAMESPACE/NAME of an McpIntegration.")
  private String integration = "";

  @Override
  protected int run(Cluster cluster) throws InterruptedException {
    ObjectRef ref = ObjectRef.parse(integration, cluster);
    HandOver.offered(ref, cluster);
    var handOver = new HandOver(cluster, ref);
    handOver.prepare();
    McpIntegrationStatus status =
        handOver.give("Namespace", Map.of(Api.DISCONNECT_ANNOTATION, "true"), Map.of(), PATIENCE);
    output().print(ConnectReport.ended(ref.toString(), status));
    return ExitCode.DONE;
  }
}
