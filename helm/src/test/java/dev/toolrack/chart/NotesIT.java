package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code templates/NOTES.txt}: what is not available is said at the installation. Helm shows the
 * notes only of a real installation, so here a copy of the chart renders them into an object.
 */
class NotesIT {
  @TempDir static Path home;
  static Helm helm;

  @BeforeAll
  static void copy() throws IOException {
    Path chart = copyOfTheChart(home.resolve("toolrack"));
    Files.move(chart.resolve("templates/NOTES.txt"), chart.resolve("files/notes.txt"));
    Files.writeString(
        chart.resolve("templates/notes.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: notes}
        data: {notes: {{ tpl (.Files.Get "files/notes.txt") . | toJson }}}
        """);
    helm = new Helm(chart, home, home.resolve("no-cluster"));
  }

  static Path copyOfTheChart(Path target) throws IOException {
    try (var files = Files.walk(Helm.shipped())) {
      files.forEach(file -> {
        try {
          Files.copy(file, target.resolve(Helm.shipped().relativize(file).toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
    return target;
  }

  @Test
  void nothingIsMissingInANewCluster() {
    assertThat(notes("--api-versions", "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy"))
        .isEqualToIgnoringWhitespace(
            """
            Toolrack 0.1.0-SNAPSHOT in namespace toolrack.
            What it does: kubectl get mcpc,mcpi,atb --all-namespaces
            """);
  }

  @Test
  void olderClustersAreToldWhatTheyDoNotHave() {
    assertThat(notes("--kube-version", "1.35.1"))
        .contains("Injection is not available: this cluster (v1.35.1)")
        .doesNotContain("ServiceCIDR");
    assertThat(notes("--kube-version", "1.32.0"))
        .contains("This cluster (v1.32.0) has no ServiceCIDR objects")
        .contains("settings.egress.clusterNetworks");
  }

  @Test
  void whatIsSwitchedOffIsSaid() {
    assertThat(notes("--set", "crds.install=false")).contains("crds.install");
    assertThat(notes("--set", "scopes.installPolicy=false")).contains("ScopeUnprotected");
    assertThat(notes("--set", "policies.install=false")).contains("outputs, status, operator");
    assertThat(notes("--set", "injection.enabled=false")).contains("Injection is switched off");
    assertThat(notes("--set", "networkPolicy.enabled=false")).contains("There is no NetworkPolicy");
    assertThat(notes("--set", "settings.egress.allowLoopback=true")).contains("allowLoopback");
    assertThat(notes("--set", "settings.namespaces={acme,beta}"))
        .contains("in these namespaces only: acme, beta");
  }

  private static String notes(String... values) {
    return helm.render(values).one("ConfigMap", "notes").at("/data/notes").asText();
  }
}
