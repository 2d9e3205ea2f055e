package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** {@code templates/deployment.yaml} and {@code templates/poddisruptionbudget.yaml}. */
class DeploymentIT {
  private static final Helm HELM = Helm.offline();

  @Test
  void isRestrictedByDefault() {
    var rendered = HELM.render();
    assertThat(rendered.pod().path("securityContext"))
        .isEqualTo(
            Rendered.parse(
                """
                {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532,
                 seccompProfile: {type: RuntimeDefault}}
                """));
    assertThat(rendered.container().path("securityContext"))
        .isEqualTo(
            Rendered.parse(
                """
                {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                """));
    assertThat(rendered.container().path("resources"))
        .isEqualTo(
            Rendered.parse("{requests: {cpu: 50m, memory: 192Mi}, limits: {memory: 320Mi}}"));
    assertThat(rendered.pod().path("enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(rendered.pod().at("/nodeSelector/kubernetes.io~1os").asText()).isEqualTo("linux");
  }

  @Test
  void looksUpNamesAsTheyAreWritten() {
    assertThat(HELM.render().pod().path("dnsConfig"))
        .isEqualTo(Rendered.parse("options: [{name: ndots, value: \"1\"}]"));
  }

  @Test
  void runsTheImageOfItsVersionUnlessToldOtherwise() {
    assertThat(image()).isEqualTo("toolrack-operator:0.1.0-SNAPSHOT");
    assertThat(image("--set", "image.repository=r.example/t,image.tag=v9"))
        .isEqualTo("r.example/t:v9");
    String digest = "sha256:" + "0a".repeat(32);
    assertThat(image("--set", "image.repository=r.example/t,image.tag=v9,image.digest=" + digest))
        .isEqualTo("r.example/t@" + digest);
    var rendered = HELM.render("--set", "image.pullPolicy=Never,imagePullSecrets[0].name=registry");
    assertThat(rendered.container().path("imagePullPolicy").asText()).isEqualTo("Never");
    assertThat(rendered.pod().at("/imagePullSecrets/0/name").asText()).isEqualTo("registry");
  }

  @Test
  void probesGoWhereTheSettingSays() {
    var rendered = HELM.render("--set", "settings.http.port=9000");
    assertThat(rendered.container().at("/ports/0/containerPort").asInt()).isEqualTo(9000);
    for (String probe : new String[] {"startupProbe", "livenessProbe", "readinessProbe"}) {
      assertThat(rendered.container().path(probe).at("/httpGet/port").asText()).isEqualTo("http");
    }
    assertThat(rendered.container().at("/readinessProbe/httpGet/path").asText())
        .isEqualTo("/readyz");
  }

  @Test
  void optionsOfTheJvmAreHandedOnOnlyIfThereAreAny() {
    assertThat(variable(HELM.render(), "JDK_JAVA_OPTIONS").isMissingNode()).isTrue();
    var rendered = HELM.render("--set-string", "javaOptions=-Xmx256m -Xlog:gc");
    assertThat(variable(rendered, "JDK_JAVA_OPTIONS").asText()).isEqualTo("-Xmx256m -Xlog:gc");
    assertThat(variable(rendered, "TOOLRACK_CONFIG").asText())
        .isEqualTo("/etc/toolrack/settings.yaml");
  }

  @Test
  void furtherVariablesAreThoseOfAPod() {
    var rendered =
        HELM.render(
            "--set", "extraEnv[0].name=TZ,extraEnv[0].value=UTC",
            "--set",
                "extraEnv[1].name=NODE,extraEnv[1].valueFrom.fieldRef.fieldPath=spec.nodeName");
    assertThat(variable(rendered, "TZ").asText()).isEqualTo("UTC");
    assertThat(rendered.container().at("/env/2/valueFrom/fieldRef/fieldPath").asText())
        .isEqualTo("spec.nodeName");
    assertThat(HELM.template("--set", "extraEnv[0].name=TOOLRACK_CONFIG").refusal())
        .contains("extraEnv: TOOLRACK_CONFIG is set by the chart");
  }

  @Test
  void whatAPodMayHaveIsHandedOn() {
    var rendered =
        HELM.render(
            "--set", "podLabels.tier=tools,podAnnotations.seen=yes,priorityClassName=important",
            "--set", "terminationGracePeriodSeconds=7,revisionHistoryLimit=1",
            "--set", "nodeSelector.pool=system,tolerations[0].key=dedicated",
            "--set", "affinity.nodeAffinity.x=y,resources.limits.cpu=1",
            "--set", "commonLabels.team=platform");
    JsonNode template = rendered.deployment().at("/spec/template");
    assertThat(template.at("/metadata/labels/tier").asText()).isEqualTo("tools");
    assertThat(template.at("/metadata/annotations/seen").asText()).isEqualTo("yes");
    assertThat(rendered.pod().path("priorityClassName").asText()).isEqualTo("important");
    assertThat(rendered.pod().path("terminationGracePeriodSeconds").asInt()).isEqualTo(7);
    assertThat(rendered.deployment().at("/spec/revisionHistoryLimit").asInt()).isEqualTo(1);
    assertThat(rendered.pod().at("/nodeSelector/pool").asText()).isEqualTo("system");
    assertThat(rendered.pod().at("/tolerations/0/key").asText()).isEqualTo("dedicated");
    assertThat(rendered.pod().at("/affinity/nodeAffinity/x").asText()).isEqualTo("y");
    assertThat(rendered.container().at("/resources/limits/cpu").asText()).isEqualTo("1");
    for (JsonNode object : rendered.objects()) {
      assertThat(object.at("/metadata/labels/team").asText())
          .as("%s %s", object.path("kind"), object.at("/metadata/name"))
          .isEqualTo("platform");
    }
  }

  @Test
  void changedSettingsMakeNewPods() {
    String before = checksum(HELM.render());
    assertThat(checksum(HELM.render("--set", "replicas=2"))).isEqualTo(before);
    assertThat(checksum(HELM.render("--set", "settings.log.level=debug"))).isNotEqualTo(before);
  }

  @Test
  void severalReplicasAreSpreadAndKeptApartFromDisruptions() {
    var one = HELM.render();
    assertThat(one.names("PodDisruptionBudget")).isEmpty();
    assertThat(one.pod().has("topologySpreadConstraints")).isFalse();

    var two = HELM.render("--set", "replicas=2");
    assertThat(two.deployment().at("/spec/replicas").asInt()).isEqualTo(2);
    JsonNode spread = two.pod().at("/topologySpreadConstraints/0");
    assertThat(spread.path("topologyKey").asText()).isEqualTo("kubernetes.io/hostname");
    assertThat(spread.path("whenUnsatisfiable").asText()).isEqualTo("ScheduleAnyway");
    JsonNode budget = two.one("PodDisruptionBudget", "toolrack");
    assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
    assertThat(budget.at("/spec/selector")).isEqualTo(two.deployment().at("/spec/selector"));

    assertThat(
            HELM.render("--set", "replicas=2,podDisruptionBudget.enabled=false")
                .names("PodDisruptionBudget"))
        .isEmpty();
    assertThat(
            HELM.render("--set", "replicas=3,podDisruptionBudget.maxUnavailable=50%")
                .one("PodDisruptionBudget", "toolrack")
                .at("/spec/maxUnavailable")
                .asText())
        .isEqualTo("50%");
    assertThat(
            HELM.render("--set", "replicas=2,topologySpreadConstraints[0].topologyKey=zone")
                .pod()
                .path("topologySpreadConstraints"))
        .isEqualTo(Rendered.parse("[{topologyKey: zone}]"));
  }

  @Test
  void neverTwoAtWorkWithoutALease() {
    assertThat(HELM.render().deployment().at("/spec/strategy/type").asText())
        .isEqualTo("RollingUpdate");
    String without = "settings.leaderElection.enabled=false";
    assertThat(HELM.render("--set", without).deployment().at("/spec/strategy"))
        .isEqualTo(Rendered.parse("type: Recreate"));
    assertThat(HELM.template("--set", without + ",replicas=2").refusal())
        .contains("several operators would write the same objects");
    assertThat(HELM.template("--set", "settings.leaderElection.identity=one,replicas=2").refusal())
        .contains("gives all of them the same name");
  }

  @Test
  void isCalledLikeTheReleaseUnlessToldOtherwise() {
    var other = Rendered.of(HELM.run("template", "acme", HELM.chart().toString()).fine());
    assertThat(other.names("Deployment")).containsExactly("acme-toolrack");
    assertThat(HELM.render("--set", "fullnameOverride=tools").names("Deployment"))
        .containsExactly("tools");
  }

  private static String image(String... values) {
    return HELM.render(values).container().path("image").asText();
  }

  private static JsonNode variable(Rendered rendered, String name) {
    for (JsonNode variable : rendered.container().path("env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value");
      }
    }
    return rendered.container().path("no-such-variable");
  }

  private static String checksum(Rendered rendered) {
    String checksum =
        rendered.deployment().at("/spec/template/metadata/annotations/checksum~1settings").asText();
    assertThat(checksum).hasSize(64);
    return checksum;
  }
}
