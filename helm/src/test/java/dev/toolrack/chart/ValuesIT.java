package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the schema of the values lets through, what {@code helm lint} says, and {@code
 * templates/settings.yaml}.
 */
class ValuesIT {
  private static final Helm HELM = Helm.offline();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicas=1",
        "replicas=3,networkPolicy.enabled=false",
        "settings.namespaces={acme,beta}",
        "crds.install=false,policies.install=false,scopes.installPolicy=false",
        "serviceAccount.create=false,serviceAccount.name=mine",
        "metrics.dashboard.enabled=true,javaOptions=-Xmx200m"
      })
  void lints(String values) {
    String said = HELM.run("lint", "--strict", HELM.chart().toString(), "--set", values).fine();
    assertThat(said)
        .contains("0 chart(s) failed")
        .doesNotContain("[WARNING]")
        .doesNotContain("[ERROR]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica=2                                    | additional properties 'replica' not allowed
          replicas=two                                 | at '/replicas': got string, want integer
          replicas=-1                                  | at '/replicas'
          image.name=x                                 | at '/image': additional properties 'name' not allowed
          image.pullPolicy=Sometimes                   | at '/image/pullPolicy': value must be one of 'IfNotPresent', 'Always', 'Never'
          image.digest=latest                          | at '/image/digest'
          image.repository=                            | at '/image/repository'
          settings.egres.hosts={x}                     | at '/settings': additional properties 'egres' not allowed
          settings.egress.services=All                 | at '/settings/egress/services': value must be one of 'None', 'Own', 'Ancestors'
          settings.egress.hosts={10.0.0.1*}            | at '/settings/egress/hosts/0'
          settings.egress.networks[0].hosts={*}        | at '/settings/egress/networks/0': missing property 'cidr'
          settings.egress.deny={10.0.0.0}              | at '/settings/egress/deny/0'
          settings.verify.concurrency=0                | at '/settings/verify/concurrency'
          settings.verify.retry=soon                   | at '/settings/verify/retry'
          settings.log.level=loud                      | at '/settings/log/level'
          settings.http.port=70000                     | at '/settings/http/port'
          settings.http.port=0                         | at '/settings/http/port'
          settings.namespaces={Acme}                   | at '/settings/namespaces/0'
          settings.namespaces={a,a}                    | at '/settings/namespaces'
          crds.delete=true                             | at '/crds': additional properties 'delete' not allowed
          serviceAccount.name=Some_Body                | at '/serviceAccount/name'
          serviceAccount.labels.a=b                    | at '/serviceAccount': additional properties 'labels' not allowed
          scopes.notBy=somebody                        | at '/scopes/notBy': got string, want array
          policies.controllers=somebody                | at '/policies/controllers'
          injection.enable=true                        | at '/injection': additional properties 'enable' not allowed
          aggregateRoles=maybe                         | at '/aggregateRoles': got string, want boolean
          networkPolicy.except={everything}            | at '/networkPolicy/except/0'
          networkPolicy.egress.enabled=true            | at '/networkPolicy': additional properties 'egress' not allowed
          podDisruptionBudget.maxUnavailable=half      | at '/podDisruptionBudget/maxUnavailable'
          podDisruptionBudget.minAvailable=1           | at '/podDisruptionBudget'
          metrics.serviceMonitor.interval=often        | at '/metrics/serviceMonitor/interval'
          metrics.alerts.runbookUrl=wiki               | at '/metrics/alerts/runbookUrl'
          metrics.dashboards.enabled=true              | at '/metrics': additional properties 'dashboards' not allowed
          extraEnv[0].value=x                          | at '/extraEnv/0': missing property 'name'
          terminationGracePeriodSeconds=0              | at '/terminationGracePeriodSeconds'
          podLabels.a=1                                | at '/podLabels/a': got number, want string
          fullnameOverride=My_Name                     | at '/fullnameOverride'
          """)
  void refusesWhatItDoesNotUnderstand(String value, String message) {
    assertThat(HELM.template("--set", value).refusal()).contains(message);
  }

  @Test
  void settingsAreTheOperatorsFileWordForWord() {
    var rendered =
        HELM.render(
            "--set", "settings.egress.hosts={*.example.com},settings.verify.retry=5s",
            "--set", "settings.namespaces={acme}");
    String file = rendered.one("ConfigMap", "toolrack-settings").at("/data/settings.yaml").asText();
    assertThat(Rendered.parse(file))
        .isEqualTo(
            Rendered.parse(
                """
                egress: {hosts: ["*.example.com"]}
                verify: {retry: 5s}
                namespaces: [acme]
                """));
    assertThat(rendered.pod().at("/volumes/0/configMap/name").asText())
        .isEqualTo("toolrack-settings");
    assertThat(
            HELM.render().one("ConfigMap", "toolrack-settings").at("/data/settings.yaml").asText())
        .isEqualToIgnoringWhitespace("{}");
  }
}
