package dev.toolrack.operator;

import dev.toolrack.operator.shell.apply.MetadataWatches;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The operator in a process of its own, as one of several replicas, so that a test can kill it. It
 * ends when its standard input does, so that it never outlives the test.
 */
final class Replica {
  private Replica() {}

  /**
   * Works, or stands by, until it is killed or asked to stop.
   *
   * @param args a kubeconfig, the namespace of the Lease, the name of this replica, and the address
   *     of the {@link Turnstile}
   */
  public static void main(String[] args) throws IOException {
    Config config = Config.fromKubeconfig(Path.of(args[0]).toFile());
    config.setImpersonateUsername(ShippedRole.USER);
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientBuilderConsumer(http ->
                http.addOrReplaceInterceptor("metadata", new MetadataWatches())
                    .addOrReplaceInterceptor(
                        "turnstile", new Turnstile.Passing(URI.create(args[3]))))
            .build();
    RunningOperator operator = RunningOperator.start(client, settings(args[1], args[2]), args[2]);
    Runtime.getRuntime().addShutdownHook(new Thread(operator::close));
    if (System.in.read() < 0) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static String settings(String leaseNamespace, String identity) {
    return """
    egress: {allowLoopback: true}
    scopes: {requirePolicy: false}
    verify: {confirmAfter: 200ms, retry: 200ms}
    leaderElection: {namespace: %s, identity: %s}
    """
        .formatted(leaseNamespace, identity);
  }
}
