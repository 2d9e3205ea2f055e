package dev.toolrack.mcp.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
  private static final Tenant TEAM = new Tenant("tools", Set.of(), Optional.of("acme"));
  private static final EgressGuard DEFAULTS = new EgressGuard(EgressSettings.defaults());
  private static final EgressGuard LOOPBACK =
      new EgressGuard(EgressSettings.defaults().withLoopback(true));
  private static final EgressGuard COMPANY =
      new EgressGuard(
          new EgressSettings(
              false,
              Optional.empty(),
              ServiceReach.ANCESTORS,
              List.of(),
              patterns("*.corp.example", "api.example.com", "*.svc"),
              patterns("*.svc", "plain.corp.example"),
              List.of(
                  new EgressSettings.Network(
                      Cidr.parse("10.20.0.0/16"), patterns("*.corp.example"), Set.of()),
                  new EgressSettings.Network(Cidr.parse("127.0.0.0/8"), patterns("*"), Set.of())),
              List.of(Cidr.parse("10.20.9.0/24"), Cidr.parse("93.184.0.0/16"))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com/mcp",
        "https://api.example.com:8443/mcp?x=1",
        "https://a-b.example.co.uk",
        "https://xn--mnchen-3ya.example/mcp",
        "https://github.tools.svc/mcp",
        "http://github.tools.svc:8080/mcp",
      })
  void acceptsPlainHosts(String url) {
    assertThat(DEFAULTS.checkUrl(URI.create(url), TEAM)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/mcp",
        "https://a.localhost/mcp",
        "https://127.0.0.1/mcp",
        "https://10.0.0.1/mcp",
        "https://93.184.216.34/mcp",
        "https://127.1/mcp",
        "https://2130706433/mcp",
        "https://0x7f000001/mcp",
        "https://0x7f.0.0.1/mcp",
        "https://0177.0.0.1/mcp",
        "https://1.1.1.1.example.0x7f/mcp",
        "https://example.1/mcp",
        "https://[::1]/mcp",
        "https://[::ffff:127.0.0.1]/mcp",
        "https://[fe80::1%25eth0]/mcp",
        "https://[2606:4700::1111]/mcp",
        "https://example.com./mcp",
        "https://.example.com/mcp",
        "https://a..example.com/mcp",
        "https://intranet/mcp",
        "https://API.example.com/mcp",
        "HTTPS://api.example.com/mcp",
        "https://user@api.example.com/mcp",
        "https://user:pass@api.example.com/mcp",
        "https://@api.example.com/mcp",
        "https://api.example.com:/mcp",
        "https://api.example.com:0/mcp",
        "https://api.example.com:65536/mcp",
        "https://api.example.com/mcp#fragment",
        "https://api_x.example.com/mcp",
        "https://-a.example.com/mcp",
        "https://a-.example.com/mcp",
        "https://%61pi.example.com/mcp",
        "https://münchen.example/mcp",
        "https://ｅxample.com/mcp",
        "https:///mcp",
        "https:api.example.com",
        "/mcp",
        "ftp://api.example.com/mcp",
        "file:///etc/passwd",
        "ws://api.example.com/mcp",
        "jar:https://api.example.com/x!/",
        "https://kubernetes.default.svc/",
        "https://kubernetes.default.svc.cluster.local/",
        "https://tools.svc/mcp",
        "https://a.b.c.svc/mcp",
      })
  void refusesHostileForms(String url) {
    assertThat(DEFAULTS.checkUrl(URI.create(url), TEAM)).contains(Refusal.DESTINATION_FORBIDDEN);
  }

  @Test
  void refusesHostsThatAreTooLong() {
    String label = "a".repeat(63) + ".";
    assertThat(
            DEFAULTS.checkUrl(URI.create("https://" + label.repeat(3) + "example"), TEAM).isEmpty())
        .isTrue();
    assertThat(DEFAULTS.checkUrl(URI.create("https://" + label.repeat(4) + "example"), TEAM))
        .contains(Refusal.DESTINATION_FORBIDDEN);
    assertThat(DEFAULTS.checkUrl(URI.create("https://a" + label + "example"), TEAM))
        .contains(Refusal.DESTINATION_FORBIDDEN);
  }

  @Test
  void demandsTlsExceptWhereSettingsLiftIt() {
    assertThat(DEFAULTS.checkUrl(URI.create("http://api.example.com/mcp"), TEAM))
        .contains(Refusal.INSECURE_TRANSPORT);
    assertThat(COMPANY.checkUrl(URI.create("http://api.example.com/mcp"), TEAM))
        .contains(Refusal.INSECURE_TRANSPORT);
    assertThat(COMPANY.checkUrl(URI.create("http://plain.corp.example/mcp"), TEAM)).isEmpty();
  }

  @Test
  void namesOnlyAllowedHosts() {
    assertThat(COMPANY.checkUrl(URI.create("https://api.example.com/mcp"), TEAM)).isEmpty();
    assertThat(COMPANY.checkUrl(URI.create("https://a.b.corp.example/mcp"), TEAM)).isEmpty();
    assertThat(COMPANY.checkUrl(URI.create("https://corp.example/mcp"), TEAM))
        .contains(Refusal.DESTINATION_FORBIDDEN);
    assertThat(COMPANY.checkUrl(URI.create("https://evilcorp.example/mcp"), TEAM))
        .contains(Refusal.DESTINATION_FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/mcp",
        "http://127.0.0.1:8080/mcp",
        "http://[::1]:8080/mcp",
        "http://x.localhost/mcp",
        "https://localhost/mcp"
      })
  void loopbackByItsOwnNamesWhereAllowed(String url) {
    assertThat(LOOPBACK.checkUrl(URI.create(url), TEAM)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.1/mcp",
        "http://0177.0.0.1/mcp",
        "http://0.0.0.0/mcp",
        "http://10.0.0.1/mcp",
        "http://user@127.0.0.1/mcp",
        "http://[::ffff:127.0.0.1]/mcp"
      })
  void loopbackSwitchAllowsNothingElse(String url) {
    assertThat(LOOPBACK.checkUrl(URI.create(url), TEAM)).contains(Refusal.DESTINATION_FORBIDDEN);
  }

  @ParameterizedTest
  @CsvSource({
    // address, default settings: any host, a Service; loopback allowed: any host
    "93.184.216.34, true, false, true",
    "2606:4700::1111, true, false, true",
    "64:ff9b::5db8:d822, true, false, true",
    "2002:5db8:d822::1, true, false, true",
    "127.0.0.1, false, false, true",
    "127.255.0.9, false, false, true",
    "::1, false, false, true",
    "10.1.2.3, false, true, false",
    "172.16.0.1, false, true, false",
    "172.31.255.255, false, true, false",
    "172.32.0.1, true, false, true",
    "192.168.1.1, false, true, false",
    "100.64.0.1, false, true, false",
    "fd12:3456::1, false, true, false",
    "0.0.0.0, false, false, false",
    "0.1.2.3, false, false, false",
    "::, false, false, false",
    "::5db8:d822, false, false, false",
    "169.254.169.254, false, false, false",
    "169.254.1.1, false, false, false",
    "168.63.129.16, false, false, false",
    "100.100.100.200, false, false, false",
    "192.0.0.192, false, false, false",
    "fd00:ec2::254, false, false, false",
    "fe80::1, false, false, false",
    "fec0::1, false, false, false",
    "224.0.0.1, false, false, false",
    "255.255.255.255, false, false, false",
    "ff02::1, false, false, false",
    "64:ff9b::7f00:1, false, false, false",
    "64:ff9b::a9fe:a9fe, false, false, false",
    "64:ff9b::a00:1, false, true, false",
    "64:ff9b:1::1, false, false, false",
    "2002:7f00:1::, false, false, false",
    "2002:a9fe:a9fe::, false, false, false",
    "2002:a00:1::, false, true, false",
    "2001:0:5db8:d822::1, false, false, false",
    "::ffff:0:7f00:1, false, false, false",
    "192.0.2.1, false, false, false",
    "198.18.0.1, false, false, false",
    "2001:db8::1, false, false, false",
  })
  void judgesAddresses(String text, boolean anyHost, boolean service, boolean withLoopback) {
    InetAddress address = InetAddress.ofLiteral(text);
    assertThat(DEFAULTS.addresses(Optional.empty()).check("api.example.com", address).isEmpty())
        .isEqualTo(anyHost);
    assertThat(DEFAULTS.addresses(Optional.empty()).check("a.b.svc", address).isEmpty())
        .isEqualTo(service);
    assertThat(LOOPBACK.addresses(Optional.empty()).check("api.example.com", address).isEmpty())
        .isEqualTo(withLoopback);
  }

  @Test
  void looksIntoMappedAddresses() throws UnknownHostException {
    // The text form becomes an IPv4 address in the JDK; the bytes may still arrive as IPv6.
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 10;
    mapped[15] = 1;
    InetAddress address = Inet6Address.getByAddress(null, mapped, -1);
    assertThat(address).isInstanceOf(Inet6Address.class);
    assertThat(DEFAULTS.addresses(Optional.empty()).check("api.example.com", address)).isPresent();
    assertThat(DEFAULTS.addresses(Optional.empty()).check("a.b.svc", address)).isEmpty();
    mapped[12] = 127;
    address = Inet6Address.getByAddress(null, mapped, -1);
    assertThat(LOOPBACK.addresses(Optional.empty()).check("localhost", address)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "10.20.1.1, git.corp.example, true",
    "10.20.1.1, api.example.com, false",
    "10.21.1.1, git.corp.example, false",
    "64:ff9b::a14:101, git.corp.example, true",
    "10.20.9.7, git.corp.example, false",
    "10.20.9.7, a.b.svc, false",
    "64:ff9b::a14:907, git.corp.example, false",
    "93.184.216.34, api.example.com, false",
    "127.0.0.1, git.corp.example, false",
    "10.20.1.1, a.b.svc, true",
  })
  void opensListedNetworksToTheirHostsAndClosesDeniedOnes(
      String address, String host, boolean allowed) {
    assertThat(
            COMPANY
                .addresses(Optional.empty())
                .check(host, InetAddress.ofLiteral(address))
                .isEmpty())
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0/8",
        "host/8",
        "10.0.0.0/",
        "10.0.0.0/x",
        "::/129",
        "010.0.0.0/8",
        ":/0",
        "fe80::1%lo"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api.*", "*svc", "*.*", "a.*.example", "API.example", "*.", ".svc"})
  void refusesWhatIsNoPattern(String text) {
    assertThatThrownBy(() -> new HostPattern(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<HostPattern> patterns(String... texts) {
    return List.of(texts).stream().map(HostPattern::new).toList();
  }
}
