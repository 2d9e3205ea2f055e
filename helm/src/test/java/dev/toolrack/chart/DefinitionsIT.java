package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code templates/crds.yaml}. */
class DefinitionsIT {
  private static final List<String> KINDS =
      List.of(
          "agenttoolbindings.toolrack.dev",
          "mcpconnectors.toolrack.dev",
          "mcpintegrations.toolrack.dev");
  private static final Helm HELM = Helm.offline();

  @Test
  void areThoseOfTheApi() throws IOException {
    var rendered = HELM.render();
    assertThat(rendered.names("CustomResourceDefinition")).isEqualTo(KINDS);
    for (String kind : KINDS) {
      Path file = Helm.shipped().resolve("../../crds/yaml/" + kind + ".yaml");
      assertThat(rendered.one("CustomResourceDefinition", kind).path("spec"))
          .isEqualTo(Rendered.parse(Files.readString(file)).path("spec"));
    }
  }

  @Test
  void stayWhenTheReleaseGoes() {
    for (String kind : KINDS) {
      JsonNode annotations = annotations(HELM.render("--set", "crds.annotations.a=b"), kind);
      assertThat(annotations.path("helm.sh/resource-policy").asText()).isEqualTo("keep");
      assertThat(annotations.path("argocd.argoproj.io/sync-options").asText())
          .isEqualTo("Prune=false,Delete=false");
      assertThat(annotations.path("a").asText()).isEqualTo("b");
      JsonNode kept = annotations(HELM.render("--set", "crds.keep=false"), kind);
      assertThat(kept.has("helm.sh/resource-policy")).isFalse();
      assertThat(kept.has("argocd.argoproj.io/sync-options")).isFalse();
    }
  }

  @Test
  void canBeLeftToOthers() {
    assertThat(HELM.render("--set", "crds.install=false").names("CustomResourceDefinition"))
        .isEmpty();
  }

  private static JsonNode annotations(Rendered rendered, String kind) {
    return rendered.one("CustomResourceDefinition", kind).at("/metadata/annotations");
  }
}
