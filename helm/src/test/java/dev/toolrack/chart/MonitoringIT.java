package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code templates/metrics.yaml}, {@code templates/alerts.yaml} and {@code
 * templates/dashboard.yaml}.
 */
class MonitoringIT {
  private static final String API = "monitoring.coreos.com/v1/";
  private static final Helm HELM = Helm.offline();

  @Test
  void onlyAServiceUnlessAskedForMore() {
    var rendered = HELM.render("--set", "settings.http.port=9000,metrics.service.annotations.a=b");
    JsonNode service = rendered.one("Service", "toolrack-metrics");
    assertThat(service.at("/spec/selector"))
        .isEqualTo(rendered.deployment().at("/spec/selector/matchLabels"));
    assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(9000);
    assertThat(service.at("/metadata/annotations/a").asText()).isEqualTo("b");
    assertThat(rendered.names("ServiceMonitor")).isEmpty();
    assertThat(rendered.names("PodMonitor")).isEmpty();
    assertThat(rendered.names("PrometheusRule")).isEmpty();
    assertThat(rendered.names("ConfigMap")).containsExactly("toolrack-settings");
    assertThat(HELM.render("--set", "metrics.service.enabled=false").names("Service")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "metrics.serviceMonitor.enabled, ServiceMonitor",
    "metrics.podMonitor.enabled, PodMonitor",
    "metrics.alerts.enabled, PrometheusRule"
  })
  void isRefusedWhereTheClusterDoesNotKnowTheKind(String value, String kind) {
    assertThat(HELM.template("--set", value + "=true").refusal())
        .contains(value + " is true, but this cluster does not serve " + API + kind)
        .contains("set " + value + " to false");
    var rendered = HELM.render("--set", value + "=true", "--api-versions", API + kind);
    assertThat(rendered.names(kind)).containsExactly("toolrack");
  }

  @Test
  void theServiceMonitorFindsTheService() {
    var rendered =
        HELM.render(
            "--set", "metrics.serviceMonitor.enabled=true,metrics.serviceMonitor.interval=1m",
            "--set", "metrics.serviceMonitor.labels.release=prometheus",
            "--api-versions", API + "ServiceMonitor");
    JsonNode monitor = rendered.one("ServiceMonitor", "toolrack");
    JsonNode labels = rendered.one("Service", "toolrack-metrics").at("/metadata/labels");
    monitor
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(label -> assertThat(labels.path(label.getKey())).isEqualTo(label.getValue()));
    assertThat(monitor.at("/spec/endpoints"))
        .isEqualTo(Rendered.parse("[{port: http, path: /metrics, interval: 1m}]"));
    assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
  }

  @Test
  void thePodMonitorFindsThePods() {
    var rendered =
        HELM.render(
            "--set", "metrics.podMonitor.enabled=true,metrics.podMonitor.labels.release=p",
            "--set", "metrics.podMonitor.interval=15s",
            "--api-versions", API + "PodMonitor");
    JsonNode monitor = rendered.one("PodMonitor", "toolrack");
    assertThat(monitor.at("/spec/selector")).isEqualTo(rendered.deployment().at("/spec/selector"));
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/interval").asText()).isEqualTo("15s");
    assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("p");
  }

  @Test
  void whatContradictsItselfIsRefused() {
    assertThat(
            HELM.template(
                    "--set",
                    "metrics.serviceMonitor.enabled=true,metrics.podMonitor.enabled=true",
                    "--api-versions",
                    API + "ServiceMonitor," + API + "PodMonitor")
                .refusal())
        .contains("the same pods would be read twice");
    assertThat(
            HELM.template(
                    "--set",
                    "metrics.serviceMonitor.enabled=true,metrics.service.enabled=false",
                    "--api-versions",
                    API + "ServiceMonitor")
                .refusal())
        .contains("there is nothing to select");
  }

  @Test
  void everyAlertLeadsToItsPlaceInTheRunbook() {
    var rendered =
        HELM.render(
            "--set", "metrics.alerts.enabled=true,metrics.alerts.labels.release=p",
            "--set", "metrics.alerts.runbookUrl=https://wiki.example.com/toolrack",
            "--api-versions", API + "PrometheusRule");
    JsonNode rule = rendered.one("PrometheusRule", "toolrack");
    assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("p");
    JsonNode rules = rule.at("/spec/groups/0/rules");
    assertThat(rules).hasSizeGreaterThan(5);
    for (JsonNode alert : rules) {
      assertThat(alert.at("/annotations/runbook_url").asText())
          .isEqualTo(
              "https://wiki.example.com/toolrack#"
                  + alert.path("alert").asText().toLowerCase(java.util.Locale.ROOT));
      assertThat(alert.path("expr").asText()).isNotBlank();
    }
    // Templates of Prometheus must have survived those of Helm.
    assertThat(rendered.yaml()).contains("{{ $labels.policy }}");
  }

  @Test
  void theDashboardIsWhatGrafanasSidecarLooksFor() {
    var rendered =
        HELM.render(
            "--set", "metrics.dashboard.enabled=true,metrics.dashboard.annotations.folder=Agents");
    JsonNode map = rendered.one("ConfigMap", "toolrack-dashboard");
    assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(map.at("/metadata/annotations/folder").asText()).isEqualTo("Agents");
    JsonNode dashboard = Rendered.parse(map.at("/data/toolrack.json").asText());
    assertThat(dashboard.path("uid").asText()).isEqualTo("toolrack");
    assertThat(dashboard.path("panels")).hasSizeGreaterThan(10);
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(panel.path("title").asText()).isNotEmpty();
      assertThat(panel.path("targets")).isNotEmpty();
    }
  }
}
