package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.ForwardProxy;
import dev.toolrack.mcp.egress.HostPattern;
import dev.toolrack.mcp.egress.Names;
import dev.toolrack.mcp.egress.ServiceReach;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A proxy is chosen by the settings and by nothing else. */
class ProxyTest {
  private static final URI OUTSIDE = URI.create("http://api.example.com/mcp");

  @Test
  void namesBehindAProxyAreNotLookedUp() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    Names names =
        host -> {
          asked.add(host);
          return List.of(InetAddress.getLoopbackAddress());
        };
    try (FakeServer proxy = new FakeServer(stateless(request -> request.result(ONE_TOOL)));
        McpServerVerifier verifier =
            verifier(Optional.of(new ForwardProxy("proxy", proxy.url().getPort())), names)) {
      verified(verifier.verify(request(OUTSIDE)));
      assertThat(asked).isNotEmpty().allMatch("proxy"::equals);
      assertThat(proxy.asked().getFirst().header("Host")).isEqualTo("api.example.com");
    }
  }

  @Test
  void systemPropertiesChooseNone() throws Exception {
    try (FakeServer proxy = new FakeServer(stateless(request -> request.result(ONE_TOOL)))) {
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", String.valueOf(proxy.url().getPort()));
      Names nothing =
          host -> {
            throw new UnknownHostException();
          };
      try (McpServerVerifier verifier = verifier(Optional.empty(), nothing)) {
        assertThat(reason(verifier.verify(request(OUTSIDE)))).isEqualTo(FailureReason.UNREACHABLE);
        assertThat(proxy.asked()).isEmpty();
      } finally {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
      }
    }
  }

  private static McpServerVerifier verifier(Optional<ForwardProxy> proxy, Names names) {
    EgressSettings settings =
        new EgressSettings(
            false,
            proxy,
            ServiceReach.NONE,
            List.of(),
            List.of(new HostPattern("*")),
            List.of(new HostPattern("*")),
            List.of(),
            List.of());
    return new McpServerVerifier(
        new EgressGuard(settings),
        new ClientIdentity("toolrack", "test"),
        Limits.defaults(),
        names);
  }
}
