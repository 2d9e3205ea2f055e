package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.egress.AddressRules;
import dev.toolrack.mcp.egress.Cidr;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.Surroundings;
import dev.toolrack.operator.shell.gather.ClusterWatch;
import dev.toolrack.operator.shell.gather.OwnAddresses;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which servers may be named, in a cluster. */
class EgressIT extends OperatorCase {
  private static final String API_ENDPOINT = "172.31.7.9";

  /** Nothing answers there; whether it is asked at all is what counts. */
  @Test
  void servicesOfOtherNamespacesNeedAProvider(KubernetesClient client, TestNamespace namespace) {
    String team = namespace.name();
    String org = team + "-org";
    String stranger = team + "-other";
    cluster.namespace(team, "org=" + team + ",team=payments");
    cluster.namespace(org, "org=" + team);
    cluster.namespace(stranger, "org=" + stranger + ",provides=Org");
    openServer(team, "own", "http://tools." + team + ".svc/mcp");
    openServer(team, "providers", "http://tools." + org + ".svc/mcp");
    openServer(team, "strangers", "http://tools." + stranger + ".svc/mcp");
    openServer(team, "api", "https://kubernetes.default.svc/mcp");
    cluster.eventuallyState(team, "own", "Pending/Unreachable");
    cluster.eventuallyState(team, "strangers", "Error/DestinationForbidden");
    cluster.eventuallyState(team, "api", "Error/DestinationForbidden");
    cluster.eventuallyState(team, "providers", "Error/DestinationForbidden");

    cluster.namespace(org, "org=" + team + ",provides=Org");
    cluster.eventuallyState(team, "providers", "Pending/Unreachable");
    List.of(org, stranger).forEach(name -> client.namespaces().withName(name).delete());
  }

  /** No server is asked again for an hour: it is the label alone that takes effect. */
  @Test
  void aNamespaceThatProvidesNoMoreTakesItsServicesBack(
      KubernetesClient client, TestNamespace namespace) {
    operator.close();
    operator =
        RunningOperator.start(
            operatorConfig, RunningOperator.SETTINGS.replace("retry: 200ms", "retry: 1h"));
    String team = namespace.name();
    String org = team + "-org";
    cluster.namespace(team, "org=" + team + ",team=payments");
    cluster.namespace(org, "org=" + team + ",provides=Org");
    openServer(team, "providers", "http://tools." + org + ".svc/mcp");
    cluster.eventuallyState(team, "providers", "Pending/Unreachable");
    cluster.namespace(org, "org=" + team);
    cluster.eventuallyState(team, "providers", "Error/DestinationForbidden");
    client.namespaces().withName(org).delete();
  }

  @Test
  void whatTheSettingsRefuseSinceAStartIsTakenBack(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server =
        servers.endpoint("s-" + ns).tools(TWO_TOOLS).requireToken("canary-token-t");
    cluster.secret(ns, "token", "canary-token-t", "Namespace", server.url().toString());
    cluster.connector(ns, "notes", "server: {url: \"%s\"}".formatted(server.url()));
    cluster.integration(
        ns,
        "notes",
        """
        connectorRef: {name: notes}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.binding(ns, "bot", "{}");
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:get_note");
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
    operator.close();
    long asked = server.requests();
    operator =
        RunningOperator.start(
            operatorConfig,
            RunningOperator.SETTINGS.replace("allowLoopback: true", "allowLoopback: false"));
    cluster.eventuallyTools(ns, "bot");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    cluster.eventuallyState(ns, "notes", "Error/DestinationForbidden");
    assertThat(server.requests()).isEqualTo(asked);
  }

  @AfterEach
  void usualSettings() {
    operator.close();
    operator = RunningOperator.start(operatorConfig);
  }

  /** Under the shipped role: what may not be read is not known. */
  @Test
  void theClustersAddressesAreFoundOut(KubernetesClient admin) {
    admin.resource(apiEndpoint()).forceConflicts().serverSideApply();
    try (var client = new KubernetesClientBuilder().withConfig(operatorConfig).build();
        var watch =
            new ClusterWatch(client.getMasterUrl().getHost(), OwnAddresses.ofInterfaces())) {
      watch.start(client);
      Surroundings found = watch.get();
      List<Cidr> ranges =
          admin.resources(ServiceCIDR.class).list().getItems().stream()
              .flatMap(cidr -> cidr.getSpec().getCidrs().stream())
              .map(Cidr::parse)
              .toList();
      assertThat(ranges).isNotEmpty();
      assertThat(found.serviceNetworks()).containsExactlyInAnyOrderElementsOf(ranges);
      assertThat(found.untouchable())
          .contains(apiAddress(admin))
          .contains(InetAddress.ofLiteral(API_ENDPOINT));
      assertThat(found.untouchable()).containsAll(OwnAddresses.ofInterfaces());
      AddressRules rules =
          new EgressGuard(EgressSettings.defaults(), watch).addresses(Optional.empty());
      assertThat(rules.check("tools.team.svc", apiAddress(admin))).isPresent();
      assertThat(rules.check("tools.team.svc", ranges.getFirst().network())).isEmpty();
    }
  }

  private static InetAddress apiAddress(KubernetesClient admin) {
    return InetAddress.ofLiteral(
        admin
            .services()
            .inNamespace("default")
            .withName("kubernetes")
            .get()
            .getSpec()
            .getClusterIP());
  }

  /** As a control plane that is not on loopback publishes itself. */
  private static EndpointSlice apiEndpoint() {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName("kubernetes")
        .withNamespace("default")
        .addToLabels("kubernetes.io/service-name", "kubernetes")
        .endMetadata()
        .withAddressType("IPv4")
        .addNewEndpoint()
        .withAddresses(API_ENDPOINT)
        .endEndpoint()
        .build();
  }
}
