package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code templates/serviceaccount.yaml}, {@code templates/rbac.yaml} and {@code
 * templates/user-roles.yaml}.
 */
class AccessIT {
  private static final Helm HELM = Helm.offline();

  @Test
  void rulesAreThoseOfTheFiles() throws IOException {
    var rendered = HELM.render();
    assertThat(rendered.one("ClusterRole", "toolrack").path("rules")).isEqualTo(rules("operator"));
    assertThat(rendered.one("ClusterRole", "toolrack-objects").path("rules"))
        .isEqualTo(rules("objects"));
    assertThat(rendered.one("Role", "toolrack").path("rules")).isEqualTo(rules("leader-election"));
    assertThat(rendered.one("ClusterRole", "toolrack-view").path("rules"))
        .isEqualTo(rules("user-view"));
    assertThat(rendered.one("ClusterRole", "toolrack-edit").path("rules"))
        .isEqualTo(rules("user-edit"));
  }

  @Test
  void secretsAreOfTheWholeClusterUnlessNamespacesAreListed() {
    var everywhere = HELM.render();
    assertThat(everywhere.names("ClusterRoleBinding"))
        .containsExactly("toolrack", "toolrack-objects");
    assertThat(everywhere.names("RoleBinding")).containsExactly("toolrack");

    var listed = HELM.render("--set", "settings.namespaces={acme,beta}");
    assertThat(listed.names("ClusterRoleBinding")).containsExactly("toolrack");
    var namespaces = new ArrayList<String>();
    for (JsonNode object : listed.objects()) {
      if (object.path("kind").asText().equals("RoleBinding")
          && object.at("/metadata/name").asText().equals("toolrack-objects")) {
        namespaces.add(object.at("/metadata/namespace").asText());
        assertThat(object.path("roleRef"))
            .isEqualTo(
                Rendered.parse(
                    """
                    {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: toolrack-objects}
                    """));
      }
    }
    assertThat(namespaces).containsExactly("acme", "beta");
    for (JsonNode rule : listed.one("ClusterRole", "toolrack").path("rules")) {
      assertThat(rule.path("resources"))
          .extracting(JsonNode::asText)
          .doesNotContain("secrets", "configmaps");
    }
  }

  @Test
  void everyBindingIsForTheOperatorsAccountOnly() {
    for (var set : List.of("serviceAccount.create=true", "serviceAccount.create=false")) {
      var rendered =
          HELM.render("--set", set + ",serviceAccount.name=account,settings.namespaces={acme}");
      assertThat(rendered.pod().path("serviceAccountName").asText()).isEqualTo("account");
      for (JsonNode object : rendered.objects()) {
        if (object.has("subjects")) {
          assertThat(object.path("subjects"))
              .isEqualTo(
                  Rendered.parse("[{kind: ServiceAccount, name: account, namespace: toolrack}]"));
        }
      }
      assertThat(rendered.yaml()).contains("system:serviceaccount:toolrack:account");
      assertThat(rendered.names("ServiceAccount")).hasSize(set.endsWith("true") ? 1 : 0);
    }
  }

  @Test
  void accountsHaveNoTokenUnasked() {
    var rendered = HELM.render("--set", "serviceAccount.annotations.role=arn");
    JsonNode account = rendered.one("ServiceAccount", "toolrack");
    assertThat(account.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(account.at("/metadata/annotations/role").asText()).isEqualTo("arn");
    assertThat(rendered.pod().path("automountServiceAccountToken").asBoolean()).isTrue();
  }

  @Test
  void anAccountOfSomebodyElseHasToBeNamed() {
    assertThat(HELM.template("--set", "serviceAccount.create=false").refusal())
        .contains("name the service account in serviceAccount.name");
  }

  @Test
  void theLeaseIsWhereTheSettingSays() {
    var rendered = HELM.render("--set", "settings.leaderElection.namespace=leases");
    assertThat(rendered.one("Role", "toolrack").at("/metadata/namespace").asText())
        .isEqualTo("leases");
    assertThat(rendered.one("RoleBinding", "toolrack").at("/metadata/namespace").asText())
        .isEqualTo("leases");
    assertThat(HELM.render("--set", "settings.leaderElection.enabled=false").names("Role"))
        .isEmpty();
  }

  @Test
  void rolesOfUsersNeverIncludeStatusOrPowers() {
    var rendered = HELM.render();
    for (String name : List.of("toolrack-view", "toolrack-edit")) {
      for (JsonNode rule : rendered.one("ClusterRole", name).path("rules")) {
        assertThat(rule.path("apiGroups")).isEqualTo(Rendered.parse("[toolrack.dev]"));
        assertThat(rule.path("resources"))
            .isEqualTo(Rendered.parse("[mcpconnectors, mcpintegrations, agenttoolbindings]"));
      }
    }
    assertThat(
            rendered
                .one("ClusterRole", "toolrack-view")
                .at("/metadata/labels/rbac.authorization.k8s.io~1aggregate-to-view")
                .asText())
        .isEqualTo("true");
    assertThat(HELM.render("--set", "aggregateRoles=false").names("ClusterRole"))
        .containsExactly("toolrack", "toolrack-objects");
  }

  private static JsonNode rules(String file) throws IOException {
    Path path = Helm.shipped().resolve("files/rbac/" + file + ".yaml");
    JsonNode rules = Rendered.parse(Files.readString(path)).path("rules");
    assertThat(rules).isNotEmpty();
    return rules;
  }
}
