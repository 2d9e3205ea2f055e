package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code templates/policies.yaml}: what each cluster gets, and with which values. */
class PoliciesIT {
  private static final String MUTATING = "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy";
  private static final String[] ALWAYS = {
    "operator.toolrack.dev",
    "outputs.toolrack.dev",
    "powers.toolrack.dev",
    "scopes.toolrack.dev",
    "status.toolrack.dev"
  };
  private static final Helm HELM = Helm.offline();

  @ParameterizedTest
  @ValueSource(strings = {"1.30.0", "1.33.0", "1.34.2", "1.35.0", "1.36.3"})
  void olderClustersGetAllButInjection(String version) {
    var rendered = HELM.render("--kube-version", version);
    assertThat(rendered.names("ValidatingAdmissionPolicy")).containsExactly(ALWAYS);
    assertThat(rendered.names("ValidatingAdmissionPolicyBinding")).containsExactly(ALWAYS);
    assertThat(rendered.names("MutatingAdmissionPolicy")).isEmpty();
    assertThat(rendered.names("MutatingAdmissionPolicyBinding")).isEmpty();
  }

  @Test
  void bothPoliciesThatInjectOrNone() {
    var rendered = HELM.render("--api-versions", MUTATING);
    assertThat(rendered.names("MutatingAdmissionPolicy")).containsExactly("inject.toolrack.dev");
    assertThat(rendered.names("MutatingAdmissionPolicyBinding"))
        .containsExactly("inject.toolrack.dev");
    assertThat(rendered.names("ValidatingAdmissionPolicyBinding"))
        .contains("injected.toolrack.dev");

    var off = HELM.render("--api-versions", MUTATING, "--set", "injection.enabled=false");
    assertThat(off.names("MutatingAdmissionPolicy")).isEmpty();
    assertThat(off.names("ValidatingAdmissionPolicy")).containsExactly(ALWAYS);
  }

  @Test
  void clustersThatAreTooOldAreRefused() {
    assertThat(HELM.template("--kube-version", "1.29.4").refusal())
        .contains("incompatible with Kubernetes v1.29.4");
  }

  @Test
  void eachCanBeLeftToOthers() {
    assertThat(
            HELM.render("--set", "scopes.installPolicy=false").names("ValidatingAdmissionPolicy"))
        .doesNotContain("scopes.toolrack.dev")
        .hasSize(4);
    assertThat(HELM.render("--set", "policies.install=false").names("ValidatingAdmissionPolicy"))
        .containsExactly("scopes.toolrack.dev");
  }

  @Test
  void valuesReachTheirVariables() {
    var rendered =
        HELM.render(
            "--set", "scopes.notBy={a}",
            "--set", "policies.controllers={b},policies.forbiddenLabels={c}");
    assertThat(variable(rendered, "scopes", "notBy")).isEqualTo("[\"a\"]");
    assertThat(variable(rendered, "outputs", "controllers")).isEqualTo("[\"b\"]");
    assertThat(variable(rendered, "operator", "forbiddenLabels")).isEqualTo("[\"c\"]");
    for (String policy : new String[] {"outputs", "operator", "status"}) {
      assertThat(variable(rendered, policy, "operator"))
          .isEqualTo("\"system:serviceaccount:toolrack:toolrack\"");
    }
  }

  private static String variable(Rendered rendered, String policy, String name) {
    JsonNode variables =
        rendered.one("ValidatingAdmissionPolicy", policy + ".toolrack.dev").at("/spec/variables");
    for (JsonNode variable : variables) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("expression").asText();
      }
    }
    throw new AssertionError(policy + " has no variable " + name);
  }
}
