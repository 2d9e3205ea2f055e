package dev.toolrack.operator;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import dev.toolrack.testbed.mcp.PrivateCertificate;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificates only the company's own authority signed. */
class TrustIT extends OperatorCase {
  private static final Map<String, String> AGREED = Map.of("toolrack.dev/config", "true");

  @Test
  void theBundleIsFollowed(
      KubernetesClient client, TestNamespace namespace, @TempDir Path directory) {
    String ns = namespace.name();
    PrivateCertificate own = PrivateCertificate.make(directory, "own");
    PrivateCertificate other = PrivateCertificate.make(directory, "other");
    try (FakeMcpServer tls = FakeMcpServer.start(own)) {
      String url = tls.endpoint("wiki").tools(TWO_TOOLS).url().toString();
      openServer(ns, "platform", url);
      cluster.connector(
          ns,
          "wiki",
          "server: {url: \"%s\", caBundleRef: {name: corp-ca, key: ca.crt}}".formatted(url));
      cluster.integration(ns, "wiki", "connectorRef: {name: wiki}");
      cluster.eventuallyState(ns, "wiki", "Pending/ConfigNotFound");
      cluster.eventuallyState(ns, "platform", "Pending/TlsFailed");

      bundle(client, ns, AGREED, "ca.crt", own.pem());
      cluster.eventuallyState(ns, "wiki", "Connected/Ready");
      bundle(client, ns, AGREED, "ca.crt", other.pem());
      cluster.eventuallyState(ns, "wiki", "Stale/TlsFailed");
      bundle(client, ns, AGREED, "ca.crt", other.pem() + own.pem());
      cluster.eventuallyState(ns, "wiki", "Connected/Ready");

      bundle(client, ns, AGREED, "ca.crt", "not a certificate");
      cluster.eventuallyState(ns, "wiki", "Error/CaBundleInvalid");
      bundle(client, ns, AGREED, "other.crt", own.pem());
      cluster.eventuallyState(ns, "wiki", "Pending/ConfigKeyMissing");
      bundle(client, ns, Map.of(), "ca.crt", own.pem());
      cluster.eventuallyState(ns, "wiki", "Pending/ConfigNotLabelled");
      bundle(client, ns, AGREED, "ca.crt", own.pem());
      cluster.eventuallyState(ns, "wiki", "Connected/Ready");
      client.configMaps().inNamespace(ns).withName("corp-ca").delete();
      cluster.eventuallyState(ns, "wiki", "Pending/ConfigNotFound");
    }
  }

  /**
   * A connector's own probe comes every quarter of an hour; a changed bundle does not wait for it.
   */
  @Test
  void aConnectorIsAskedAnewWithEachBundle(
      KubernetesClient client, TestNamespace namespace, @TempDir Path directory) {
    String ns = namespace.name();
    PrivateCertificate own = PrivateCertificate.make(directory, "own");
    PrivateCertificate other = PrivateCertificate.make(directory, "other");
    try (FakeMcpServer tls = FakeMcpServer.start(own)) {
      String url = tls.endpoint("wiki").tools(TWO_TOOLS).url().toString();
      cluster.connector(
          ns,
          "wiki",
          "server: {url: \"%s\", caBundleRef: {name: corp-ca, key: ca.crt}}".formatted(url));
      cluster.eventuallyReachable(ns, "wiki", "False/ConfigNotFound");
      bundle(client, ns, AGREED, "ca.crt", own.pem());
      cluster.eventuallyReachable(ns, "wiki", "True/Reachable");
      bundle(client, ns, AGREED, "ca.crt", other.pem());
      cluster.eventuallyReachable(ns, "wiki", "False/TlsFailed");
      bundle(client, ns, AGREED, "ca.crt", own.pem());
      cluster.eventuallyReachable(ns, "wiki", "True/Reachable");
      bundle(client, ns, AGREED, "ca.crt", "not a certificate");
      cluster.eventuallyReachable(ns, "wiki", "False/CaBundleInvalid");
      bundle(client, ns, Map.of(), "ca.crt", own.pem());
      cluster.eventuallyReachable(ns, "wiki", "False/ConfigNotLabelled");
      bundle(client, ns, AGREED, "ca.crt", own.pem());
      cluster.eventuallyReachable(ns, "wiki", "True/Reachable");
      client.configMaps().inNamespace(ns).withName("corp-ca").delete();
      cluster.eventuallyReachable(ns, "wiki", "False/ConfigNotFound");
    }
  }

  private static void bundle(
      KubernetesClient client,
      String namespace,
      Map<String, String> labels,
      String key,
      String value) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("corp-ca")
                .withNamespace(namespace)
                .withLabels(labels)
                .endMetadata()
                .addToData(key, value)
                .build())
        .createOr(existing -> existing.update());
  }
}
