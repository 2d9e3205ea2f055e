package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code templates/connect-page.yaml}, and what else there is only with a connect page. */
class ConnectPageIT {
  private static final Helm HELM = Helm.offline();
  private static final String ON =
      "settings.connectPage.publicUrl=https://toolrack.example.com,settings.connectPage.port=9090";

  @Test
  void thereIsNoneByDefault() {
    var rendered = HELM.render();
    assertThat(rendered.names("Service")).containsExactly("toolrack-metrics");
    assertThat(rendered.names("ClusterRoleBinding"))
        .containsExactly("toolrack", "toolrack-objects");
    assertThat(rendered.container().path("ports")).hasSize(1);
    assertThat(rendered.yaml()).doesNotContain("tokenreviews");
  }

  @Test
  void hasAServiceAPortAndRightsOfItsOwn() throws IOException {
    var rendered = HELM.render("--set", ON);
    assertThat(rendered.container().at("/ports/1"))
        .isEqualTo(Rendered.parse("{name: connect, containerPort: 9090, protocol: TCP}"));
    JsonNode service = rendered.one("Service", "toolrack-connect").path("spec");
    assertThat(service.path("selector"))
        .isEqualTo(rendered.deployment().at("/spec/selector/matchLabels"));
    assertThat(service.path("ports"))
        .isEqualTo(Rendered.parse("[{name: http, port: 80, targetPort: connect, protocol: TCP}]"));
    var file = Helm.shipped().resolve("files/rbac/connect-page.yaml");
    assertThat(rendered.one("ClusterRole", "toolrack-connect-page").path("rules"))
        .isNotEmpty()
        .isEqualTo(Rendered.parse(Files.readString(file)).path("rules"));
    assertThat(rendered.one("ClusterRoleBinding", "toolrack-connect-page").path("subjects"))
        .isEqualTo(Rendered.parse("[{kind: ServiceAccount, name: toolrack, namespace: toolrack}]"));
  }

  @Test
  void whoMayConnectIsAValue() {
    var everybody = HELM.render("--set", ON).one("NetworkPolicy", "toolrack");
    assertThat(everybody.at("/spec/ingress/1"))
        .isEqualTo(Rendered.parse("{ports: [{port: connect, protocol: TCP}]}"));
    var some =
        HELM.render(
                "--set",
                ON + ",networkPolicy.connectFrom[0].namespaceSelector.matchLabels.name=ingress")
            .one("NetworkPolicy", "toolrack");
    assertThat(some.at("/spec/ingress/1/from"))
        .isEqualTo(Rendered.parse("[{namespaceSelector: {matchLabels: {name: ingress}}}]"));
    assertThat(some.at("/spec/ingress/0").has("from")).isFalse();
  }

  @Test
  void whatWouldNotWorkIsRefused() {
    assertThat(HELM.template("--set", "settings.connectPage.publicUrl=http://a.example").refusal())
        .contains("at '/settings/connectPage/publicUrl'");
    assertThat(HELM.template("--set", ON + ",settings.http.port=9090").refusal())
        .contains("settings.connectPage.port and settings.http.port are both 9090");
  }
}
