package dev.toolrack.mcp.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What depends on the place: the tenant, the cluster, the proxy. */
class PlacesTest {
  private static final Tenant PAYMENTS =
      new Tenant("payments", Set.of("acme", "platform"), Optional.of("acme"));
  private static final Tenant GLOBEX = new Tenant("lab", Set.of(), Optional.of("globex"));
  private static final Surroundings CLUSTER =
      new Surroundings(
          List.of(Cidr.parse("10.96.0.0/12"), Cidr.parse("2001:4860::/32")),
          Set.of(InetAddress.ofLiteral("10.96.0.1"), InetAddress.ofLiteral("93.184.216.40")),
          Set.of("api.cluster.example"));

  @ParameterizedTest
  @CsvSource({
    // whose, a Service in the namespace: None, Own, Ancestors
    "payments, false, true, true",
    "acme, false, false, true",
    "platform, false, false, true",
    "payments-dev, false, false, false",
    "lab, false, false, false",
    "kube-system, false, false, false",
  })
  void servicesOfWhichNamespaces(String namespace, boolean none, boolean own, boolean ancestors) {
    URI url = URI.create("https://tools." + namespace + ".svc/mcp");
    assertThat(guard(ServiceReach.NONE).checkUrl(url, PAYMENTS).isEmpty()).isEqualTo(none);
    assertThat(guard(ServiceReach.OWN).checkUrl(url, PAYMENTS).isEmpty()).isEqualTo(own);
    assertThat(guard(ServiceReach.ANCESTORS).checkUrl(url, PAYMENTS).isEmpty())
        .isEqualTo(ancestors);
  }

  @ParameterizedTest
  @EnumSource(ServiceReach.class)
  void nobodyHasNoServices(ServiceReach reach) {
    assertThat(guard(reach).checkUrl(URI.create("https://tools.acme.svc/"), Tenant.NONE))
        .contains(Refusal.DESTINATION_FORBIDDEN);
  }

  @Test
  void theApiServerAndTheProxyAreNoDestinations() {
    EgressSettings settings =
        EgressSettings.defaults().withProxy(ForwardProxy.parse("http://proxy.corp.example:3128"));
    EgressGuard guard = new EgressGuard(settings, () -> CLUSTER);
    for (String host : List.of("api.cluster.example", "proxy.corp.example")) {
      assertThat(guard.checkUrl(URI.create("https://" + host + "/"), PAYMENTS))
          .contains(Refusal.DESTINATION_FORBIDDEN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // address; with what the cluster tells: any host, a Service; with clusterNetworks 10.0.0.0/8
    "93.184.216.34, true, false, true, false",
    "93.184.216.40, false, false, false, false",
    "10.96.0.1, false, false, false, false",
    "10.96.0.10, false, true, false, true",
    "64:ff9b::a60:a, false, true, false, true",
    "10.1.2.3, false, true, false, true",
    "192.168.7.7, false, true, false, false",
    "2001:4860::8888, false, true, false, false",
    "2606:4700::1111, true, false, true, false",
    "127.0.0.1, false, false, false, false",
    "169.254.169.254, false, false, false, false",
  })
  void servicesLieInsideTheClusterAndAllOthersOutside(
      String text, boolean any, boolean service, boolean anyTold, boolean serviceTold) {
    InetAddress address = InetAddress.ofLiteral(text);
    AddressRules found = rules(List.of(), List.of());
    assertThat(found.check("api.example.com", address).isEmpty()).isEqualTo(any);
    assertThat(found.check("a.b.svc", address).isEmpty()).isEqualTo(service);
    AddressRules told = rules(List.of(Cidr.parse("10.0.0.0/8")), List.of());
    assertThat(told.check("api.example.com", address).isEmpty()).isEqualTo(anyTold);
    assertThat(told.check("a.b.svc", address).isEmpty()).isEqualTo(serviceTold);
  }

  @Test
  void anOpenedNetworkDoesNotOpenTheCluster() {
    EgressSettings.Network all =
        new EgressSettings.Network(
            Cidr.parse("10.0.0.0/8"), List.of(new HostPattern("*")), Set.of());
    AddressRules rules = rules(List.of(), List.of(all));
    assertThat(rules.check("git.corp.example", InetAddress.ofLiteral("10.1.2.3"))).isEmpty();
    assertThat(rules.check("git.corp.example", InetAddress.ofLiteral("10.96.0.10"))).isPresent();
    assertThat(rules.check("git.corp.example", InetAddress.ofLiteral("10.96.0.1"))).isPresent();
  }

  @Test
  void aNetworkOfSomeOrganisationsIsNobodyElses() {
    EgressGuard guard = guardWithNetworkOf("acme");
    assertThat(guard.privateNetworksOf(PAYMENTS)).contains("acme");
    assertThat(guard.privateNetworksOf(GLOBEX)).isEmpty();
    assertThat(guard.privateNetworksOf(Tenant.NONE)).isEmpty();
    InetAddress inside = InetAddress.ofLiteral("10.20.1.1");
    assertThat(guard.addresses(Optional.of("acme")).check("git.corp.example", inside)).isEmpty();
    assertThat(guard.addresses(Optional.of("globex")).check("git.corp.example", inside))
        .isPresent();
    assertThat(guard.addresses(Optional.empty()).check("git.corp.example", inside)).isPresent();
  }

  @Test
  void whatLeavesTheClusterGoesThroughTheProxy() {
    ForwardProxy proxy = ForwardProxy.parse("http://10.0.0.9:3128/");
    EgressGuard guard = new EgressGuard(EgressSettings.defaults().withProxy(proxy));
    assertThat(guard.proxyFor("api.example.com")).contains(new ForwardProxy("10.0.0.9", 3128));
    assertThat(guard.proxyFor("tools.acme.svc")).isEmpty();
    assertThat(guard.proxyFor("127.0.0.1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.corp.example:3128",
        "https://proxy.corp.example:3128",
        "http://proxy.corp.example",
        "http://proxy.corp.example:0",
        "http://user:secret@proxy.corp.example:3128",
        "http://proxy.corp.example:3128/path",
        "http://proxy.corp.example:3128?x",
        "http://proxy corp:3128",
      })
  void refusesWhatIsNoProxy(String text) {
    assertThatThrownBy(() -> ForwardProxy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  private static EgressGuard guard(ServiceReach services) {
    return new EgressGuard(
        new EgressSettings(
            false,
            Optional.empty(),
            services,
            List.of(),
            List.of(new HostPattern("*")),
            List.of(),
            List.of(),
            List.of()));
  }

  private static AddressRules rules(List<Cidr> cluster, List<EgressSettings.Network> networks) {
    EgressSettings settings =
        new EgressSettings(
            false,
            Optional.empty(),
            ServiceReach.ANCESTORS,
            cluster,
            List.of(new HostPattern("*")),
            List.of(),
            networks,
            List.of());
    return new EgressGuard(settings, () -> CLUSTER).addresses(Optional.empty());
  }

  private static EgressGuard guardWithNetworkOf(String org) {
    EgressSettings defaults = EgressSettings.defaults();
    return new EgressGuard(
        new EgressSettings(
            false,
            Optional.empty(),
            ServiceReach.ANCESTORS,
            List.of(),
            defaults.hosts(),
            defaults.http(),
            List.of(
                new EgressSettings.Network(
                    Cidr.parse("10.20.0.0/16"), List.of(new HostPattern("*")), Set.of(org))),
            List.of()));
  }
}
