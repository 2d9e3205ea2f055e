package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each rule of the CRDs has a sample that it refuses, and no sample is without purpose. */
class SamplesTest {
  /** One value only so far, so no object can break it yet; EvolutionIT does. */
  private static final String TYPE_IMMUTABLE =
      "type: immutable; create a new connector to use another type";

  private static final Map<String, String> PREFIX =
      Map.of(
          "McpConnector", "connector-",
          "McpIntegration", "integration-",
          "AgentToolBinding", "binding-");

  @Test
  void samplesSayWhatTheyAreFor() {
    assertThat(Sample.all())
        .isNotEmpty()
        .allSatisfy(sample -> {
          assertThat(sample.name()).endsWith(".yaml").startsWith(PREFIX.get(sample.kind()));
          assertThat(sample.expect().isEmpty()).isEqualTo(sample.valid());
          assertThat(sample.objects().size()).isBetween(1, 2);
        });
  }

  @Test
  void eachRuleRefusesASample() {
    for (var crd : Crds.all()) {
      var messages = new TreeSet<String>();
      Crds.flatten(Crds.root(crd))
          .values()
          .forEach(
              schema -> rules(schema.getXKubernetesValidations()).forEach(r -> messages.add(r)));
      messages.remove(TYPE_IMMUTABLE);
      var expected =
          Sample.all()
              .filter(sample -> sample.kind().equals(Crds.kind(crd)))
              .flatMap(sample -> sample.expect().stream())
              .toList();
      assertThat(expected).as(Crds.kind(crd)).containsAll(messages);
    }
  }

  private static List<String> rules(List<ValidationRule> rules) {
    return rules.stream().map(ValidationRule::getMessage).toList();
  }
}
