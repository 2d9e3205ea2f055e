package dev.toolrack.mcp.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Private networks that are opened to every host. */
class PrivateNetworksTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, true",
    "172.16.0.1, true",
    "192.168.1.1, true",
    "100.64.0.1, true",
    "fd00::1, true",
    "93.184.216.34, true",
    "169.254.169.254, false",
    "100.100.100.200, false",
    "fd00:ec2::254, false",
    "fe80::1, false",
    "127.0.0.1, false",
    "192.0.2.1, false",
    "0.0.0.0, false",
  })
  void opensTheseAndNothingElse(String address, boolean allowed) {
    var rules =
        new EgressGuard(EgressSettings.defaults().withPrivateNetworks())
            .addresses(Optional.empty());
    assertThat(rules.check("login.corp.example", InetAddress.ofLiteral(address)).isEmpty())
        .isEqualTo(allowed);
  }
}
