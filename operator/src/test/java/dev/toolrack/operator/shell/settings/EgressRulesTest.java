package dev.toolrack.operator.shell.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.mcp.egress.Cidr;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.ForwardProxy;
import dev.toolrack.mcp.egress.HostPattern;
import dev.toolrack.mcp.egress.ServiceReach;
import dev.toolrack.operator.shell.settings.SettingsFile.InvalidSettingsException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of {@code egress} reaches the guard, and none is guessed at. */
class EgressRulesTest {

  @Test
  void everyKeyReachesTheGuard() throws Exception {
    EgressSettings read =
        read(
            """
            proxy: http://proxy.corp.example:3128
            services: Own
            clusterNetworks: [10.0.0.0/8]
            hosts: ["*.example"]
            http: ["plain.example"]
            networks:
            - {cidr: 10.20.0.0/16, hosts: ["*.corp.example"], orgs: [acme]}
            deny: [192.168.0.0/16]
            allowLoopback: true
            """);
    assertThat(read)
        .isEqualTo(
            new EgressSettings(
                true,
                Optional.of(new ForwardProxy("proxy.corp.example", 3128)),
                ServiceReach.OWN,
                List.of(Cidr.parse("10.0.0.0/8")),
                List.of(new HostPattern("*.example")),
                List.of(new HostPattern("plain.example")),
                List.of(
                    new EgressSettings.Network(
                        Cidr.parse("10.20.0.0/16"),
                        List.of(new HostPattern("*.corp.example")),
                        Set.of("acme"))),
                List.of(Cidr.parse("192.168.0.0/16"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deny: [10.0.0.0/33] | egress: deny: 10.0.0.0/33: the prefix is at most 32",
        "deny: [10.20.1.0/16] | egress: deny: 10.20.1.0/16 is the address of a host; write the first one of its network",
        "networks: [{cidr: nonsense, hosts: ['*.example'], orgs: []}] | egress: networks: not an IP network: nonsense",
      })
  void aBadNetworkIsNamedWithItsSetting(String settings, String message) {
    assertThatThrownBy(() -> read(settings + "\n"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(message);
  }

  @Test
  void nothingSetMeansTheDefaults() throws Exception {
    assertThat(EgressRules.settings(Settings.defaults().egress()))
        .isEqualTo(EgressSettings.defaults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy: proxy.corp.example",
        "services: Everybody",
        "clusterNetworks: [10.0.0.1/8]",
        "networks: [{hosts: [\"*\"]}]",
        "networks: [{cidr: 10.0.0.0/8, organisations: [acme]}]",
        "deny: [nodes]",
        "redirects: true",
      })
  void refusesWhatItDoesNotUnderstand(String yaml) {
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(InvalidSettingsException.class);
  }

  private static EgressSettings read(String egress) throws InvalidSettingsException {
    return EgressRules.settings(SettingsFile.parse("egress:\n" + egress.indent(2)).egress());
  }
}
