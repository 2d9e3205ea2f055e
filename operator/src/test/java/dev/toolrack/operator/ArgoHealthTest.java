package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.operator.LuaHealth.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Argo CD and kstatus make of every state: the shipped scripts are run, over the objects that
 * {@code HealthFixturesIT} took from a cluster and over every reason there is. After a wanted
 * change: {@code -Ddocs.update=true} writes the generated files.
 */
class ArgoHealthTest {
  private static final Map<String, String> KSTATUS =
      Map.of(
          "Healthy", "Current",
          "Suspended", "Current",
          "Progressing", "InProgress",
          "Degraded", "Failed");

  static List<HealthCheck> checks() {
    return HealthCheck.all();
  }

  static Stream<HealthCheck.Case> cases() {
    return HealthCheck.all().stream().flatMap(check -> check.cases().stream());
  }

  static Stream<Finding> findings() {
    return Arrays.stream(Reason.values()).map(reason -> Finding.of(ConditionType.ACCEPTED, reason));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void objectsOfTheOperatorAreShownAsTheirNameSays(HealthCheck.Case test) {
    Health health = LuaHealth.of(test.check().script(), test.object());
    assertThat(health).isEqualTo(test.expected());
    assertThat(health.status()).isEqualTo(test.named());
    assertThat(Kstatus.of(test.object())).isEqualTo(kstatus(health));
  }

  /** There is no word for what waits for a person from its beginning. */
  private static String kstatus(Health health) {
    return health.message().startsWith(Reason.CONSENT_NEEDED.wire() + ":")
        ? Reason.CONSENT_NEEDED.effect().kstatus()
        : Objects.requireNonNull(KSTATUS.get(health.status()));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void everyObjectIsACaseAndEveryHealthHasOne(HealthCheck check) throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(HealthCheck.cases(check.folder()), casesOf(check));
    }
    assertThat(check.cases())
        .extracting(HealthCheck.Case::file)
        .containsExactlyElementsOf(check.objects());
    assertThat(check.cases())
        .extracting(HealthCheck.Case::named)
        .contains("Healthy", "Progressing", "Degraded", "Suspended");
    assertThat(check.cases())
        .allSatisfy(
            test -> assertThat(test.object().path("kind").asText()).isEqualTo(check.kind()));
  }

  @ParameterizedTest
  @MethodSource("findings")
  void everyReasonIsShownAsItsEffectSays(Finding finding) {
    JsonNode object = object(1, 1, finding);
    Health health = LuaHealth.of(script(), object);
    assertThat(health.status()).isEqualTo(finding.effect().argo());
    assertThat(Kstatus.of(object)).isEqualTo(finding.effect().kstatus());
    if (finding.effect() != Effect.NONE) {
      assertThat(health.message())
          .isEqualTo(finding.reason().wire() + ": " + finding.reason().sentence());
    }
  }

  /** A binding that requires a server which somebody switched off has to be acted on. */
  @Test
  void aReasonThatIsBlockingHereIsDegradedWhateverItIsElsewhere() {
    var blocked = Finding.of(ConditionType.RESOLVED, Reason.DISABLED).as(Effect.BLOCKED);
    assertThat(LuaHealth.of(script(), object(1, 1, blocked)).status()).isEqualTo("Degraded");
  }

  @Test
  void whatWasNotLookedAtIsProgressing() {
    var disabled = Finding.of(ConditionType.ACCEPTED, Reason.DISABLED);
    for (JsonNode object :
        List.of(
            object(1, -1), object(2, 1, disabled), object(2, 1), object(1, 1).without("status"))) {
      assertThat(LuaHealth.of(script(), object).status()).isEqualTo("Progressing");
    }
    assertThat(Kstatus.of(object(1, -1))).isEqualTo("InProgress");
    assertThat(Kstatus.of(object(2, 1, disabled))).isEqualTo("InProgress");
  }

  @Test
  void whatIsBeingDeletedIsProgressing() {
    ObjectNode object = object(1, 1, Finding.of(ConditionType.ACCEPTED, Reason.ACCEPTED));
    object.withObject("metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    assertThat(LuaHealth.of(script(), object).status()).isEqualTo("Progressing");
    assertThat(Kstatus.of(object)).isEqualTo("Terminating");
  }

  @Test
  void allKindsHaveTheSameScript() {
    assertThat(checks()).extracting(HealthCheck::script).containsOnly(script());
  }

  @Test
  void theFormsForConfigMapAndChartAreMadeOfTheScripts() throws IOException {
    compare("argocd-cm.yaml", ArgoSettings.configMap());
    compare("values.yaml", ArgoSettings.values());
    for (HealthCheck check : checks()) {
      String key = "resource.customizations.health.toolrack.dev_" + check.kind();
      JsonNode map = HealthCheck.yaml(HealthCheck.FOLDER.resolve("argocd-cm.yaml"));
      assertThat(map.at("/data").path(key).asText()).isEqualTo(check.script());
      JsonNode values = HealthCheck.yaml(HealthCheck.FOLDER.resolve("values.yaml"));
      assertThat(values.at("/configs/cm").path(key).asText()).isEqualTo(check.script());
    }
  }

  private static void compare(String name, String text) throws IOException {
    Path file = HealthCheck.FOLDER.resolve(name);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text);
  }

  private static String script() {
    return HealthCheck.all().getFirst().script();
  }

  private static ObjectNode object(int generation, int observed, Finding... findings) {
    ObjectNode object = HealthCheck.YAML.createObjectNode().put("kind", "McpIntegration");
    object.withObject("metadata").put("generation", generation);
    ObjectNode status = object.withObject("status").put("observedGeneration", observed);
    if (findings.length > 0) {
      status.set(
          "conditions",
          HealthCheck.YAML.valueToTree(
              Conditions.derive(List.of(findings), observed, List.of(), Instant.EPOCH)));
    }
    return object;
  }

  private static String casesOf(HealthCheck check) throws IOException {
    var tests = HealthCheck.YAML.createObjectNode();
    for (String file : check.objects()) {
      Health health = LuaHealth.of(check.script(), HealthCheck.yaml(check.folder().resolve(file)));
      ObjectNode test = tests.withArray("tests").addObject();
      test.withObject("healthStatus")
          .put("status", health.status())
          .put("message", health.message());
      test.put("inputPath", file);
    }
    return HealthCheck.YAML.writeValueAsString(tests);
  }
}
