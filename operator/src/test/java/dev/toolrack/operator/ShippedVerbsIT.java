package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.operator.AuditLog.Asked;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.leaks.ClusterEars;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operator does all it can do, under the rules that the chart renders, in a cluster whose API
 * server notes every request: what it is allowed and what it asks for are the same.
 */
class ShippedVerbsIT {
  /** Everybody may ask what they may do; the framework does before it takes part in elections. */
  private static final String SELF = "authorization.k8s.io";

  /**
   * Not used, but the framework asks whether it would be allowed and refuses to start otherwise.
   */
  private static final String FRAMEWORK_INSISTS =
      "coordination.k8s.io leases update toolrack-operator";

  @ParameterizedTest
  @ValueSource(strings = {"replicas=2", "replicas=2,settings.namespaces={agents}"})
  void grantedIsUsedAndUsedIsGranted(String values) {
    try (var api = ControlPlane.startAudited();
        var admin = api.newClient()) {
      var cluster = new Cluster(admin);
      InstalledChart.namespace(admin, "agents");
      var chart = InstalledChart.install(admin, "--set", values);
      eventually(() -> assertServed(admin));
      try (var _ = ClusterEars.of(admin);
          var life = WholeLife.begin(cluster, api, values.contains("namespaces"))) {
        life.everything();
      }
      List<Asked> asked = AuditLog.of(api.auditLog(), ShippedRole.USER);
      assertThat(asked).filteredOn(a -> a.code() == 403).isEmpty();
      assertThat(used(asked)).isEqualTo(granted(chart));
      assertSecretsAreReadAsDesigned(asked, values.contains("namespaces"));
    }
  }

  private static void assertServed(KubernetesClient admin) {
    for (String kind : List.of("mcpconnectors", "mcpintegrations", "agenttoolbindings")) {
      assertThat(admin.raw("/apis/toolrack.dev/v1alpha1/" + kind)).isNotNull();
    }
  }

  /** {@code group resource verb}, and the name where the rule has one. */
  private static Set<String> granted(InstalledChart chart) {
    var granted =
        chart
            .rules()
            .flatMap(ShippedVerbsIT::granted)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(granted).contains(FRAMEWORK_INSISTS);
    granted.remove(FRAMEWORK_INSISTS);
    return granted;
  }

  private static Stream<String> granted(PolicyRule rule) {
    List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
    return rule.getApiGroups().stream()
        .flatMap(group -> rule.getResources().stream().map(resource -> group + " " + resource))
        .flatMap(kind -> rule.getVerbs().stream().map(verb -> kind + " " + verb))
        .flatMap(what -> names.stream().map(name -> (what + " " + name).strip()));
  }

  /** The same of what was asked for, with a name where only named objects are granted. */
  private static Set<String> used(List<Asked> asked) {
    var used = new TreeSet<String>();
    for (Asked a : asked) {
      if (!a.group().equals(SELF)) {
        String name = onlyNamed(a) ? " " + a.name() : "";
        used.add((a.group() + " " + a.resource() + " " + a.verb() + name).strip());
      }
    }
    return used;
  }

  private static boolean onlyNamed(Asked a) {
    return switch (a.group()) {
      case "admissionregistration.k8s.io", "discovery.k8s.io" -> true;
      case "coordination.k8s.io" -> !a.verb().equals("create");
      default -> a.resource().equals("services");
    };
  }

  /**
   * By name, or by a watch of those that carry one of the labels; with listed namespaces, in these
   * alone.
   */
  private static void assertSecretsAreReadAsDesigned(List<Asked> asked, boolean listed) {
    for (Asked a : asked) {
      if (a.group().isEmpty() && Set.of("secrets", "configmaps").contains(a.resource())) {
        if (Set.of("list", "watch").contains(a.verb())) {
          assertThat(a.uri())
              .containsPattern("labelSelector=toolrack.dev%2F(credential|managed|config)");
        } else {
          assertThat(a.verb().equals("create") || !a.name().isEmpty()).as("%s", a).isTrue();
        }
        if (listed) {
          assertThat(a.namespace()).as("%s", a).isEqualTo("agents");
        }
      }
    }
  }
}
