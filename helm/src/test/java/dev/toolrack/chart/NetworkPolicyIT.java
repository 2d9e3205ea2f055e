package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** {@code templates/networkpolicy.yaml}. */
class NetworkPolicyIT {
  private static final Helm HELM = Helm.offline();

  @Test
  void concernsTheOperatorInBothDirections() {
    var rendered = HELM.render();
    JsonNode policy = rendered.one("NetworkPolicy", "toolrack").path("spec");
    assertThat(policy.path("podSelector")).isEqualTo(rendered.deployment().at("/spec/selector"));
    assertThat(policy.path("policyTypes")).isEqualTo(Rendered.parse("[Ingress, Egress]"));
    assertThat(policy.path("ingress"))
        .isEqualTo(Rendered.parse("[{ports: [{port: http, protocol: TCP}]}]"));
    assertThat(HELM.render("--set", "networkPolicy.enabled=false").names("NetworkPolicy"))
        .isEmpty();
  }

  @Test
  void noRuleReachesTheMetadataServices() {
    JsonNode egress = HELM.render().one("NetworkPolicy", "toolrack").at("/spec/egress");
    assertThat(egress).hasSize(2);
    for (JsonNode rule : egress) {
      // A rule without `to` would be one for every address.
      assertThat(rule.path("to")).hasSize(3);
      assertThat(rule.path("ports")).isNotEmpty();
      for (JsonNode peer : rule.path("to")) {
        String cidr = peer.at("/ipBlock/cidr").asText();
        String except = peer.at("/ipBlock/except").toString();
        switch (cidr) {
          case "0.0.0.0/0" -> assertThat(except).contains("\"169.254.");
          case "::/0" -> assertThat(except).contains("\"fd00:ec2::254/128\"");
          default -> assertThat(peer).isEqualTo(Rendered.parse("{namespaceSelector: {}}"));
        }
      }
    }
    // Only name servers may be link-local.
    assertThat(egress.at("/0/ports"))
        .isEqualTo(Rendered.parse("[{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]"));
    assertThat(egress.at("/1/to/1/ipBlock/except")).isEqualTo(Rendered.parse("[169.254.0.0/16]"));
  }

  @Test
  void whatElseMayAndMayNotBeReachedIsAValue() {
    var rendered =
        HELM.render(
            "--set", "networkPolicy.except={10.1.0.0/16,fd00:1::/64}",
            "--set", "networkPolicy.metricsFrom[0].namespaceSelector.matchLabels.name=monitoring",
            "--set", "networkPolicy.extraEgress[0].to[0].ipBlock.cidr=10.1.0.1/32");
    JsonNode policy = rendered.one("NetworkPolicy", "toolrack").path("spec");
    assertThat(policy.at("/egress/1/to/1/ipBlock/except"))
        .isEqualTo(Rendered.parse("[169.254.0.0/16, 10.1.0.0/16]"));
    assertThat(policy.at("/egress/1/to/2/ipBlock/except"))
        .isEqualTo(Rendered.parse("[\"fe80::/10\", \"fd00:ec2::254/128\", \"fd00:1::/64\"]"));
    assertThat(policy.at("/ingress/0/from"))
        .isEqualTo(Rendered.parse("[{namespaceSelector: {matchLabels: {name: monitoring}}}]"));
    assertThat(policy.at("/egress/2"))
        .isEqualTo(Rendered.parse("{to: [{ipBlock: {cidr: 10.1.0.1/32}}]}"));
  }

  @Test
  void ciliumIsToldOfTheApiServerWhereItIsServed() {
    assertThat(HELM.render().names("CiliumNetworkPolicy")).isEmpty();
    var rendered = HELM.render("--api-versions", "cilium.io/v2/CiliumNetworkPolicy");
    JsonNode policy = rendered.one("CiliumNetworkPolicy", "toolrack-api-server").path("spec");
    assertThat(policy.path("egress")).isEqualTo(Rendered.parse("[{toEntities: [kube-apiserver]}]"));
    assertThat(policy.path("endpointSelector"))
        .isEqualTo(rendered.deployment().at("/spec/selector"));
  }
}
