package dev.toolrack.operator.shell.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy that sees less than it has to, or denies nothing, is not in force. */
class WeaknessesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** A shipped policy and its binding, to be weakened. */
  private record Shipped(ObjectNode policy, ObjectNode binding) {

    static Shipped of(Wall wall) {
      Path file =
          Path.of(System.getProperty("toolrack.root", ".."), "helm/toolrack/files/policies")
              .resolve(wall.policy().replaceFirst("[.].*", ".yaml"));
      try {
        String[] documents = Files.readString(file).split("(?m)^---$", -1);
        return new Shipped(
            (ObjectNode) YAML.readTree(documents[0]), (ObjectNode) YAML.readTree(documents[1]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** One place of the policy, or of the binding, set to something else. */
    Shipped with(String pointer, String yaml) {
      ObjectNode document = pointer.startsWith("/binding/") ? binding : policy;
      String path =
          pointer.replaceFirst("^/binding/", "/spec/").replaceFirst("^/policy/", "/spec/");
      int last = path.lastIndexOf('/');
      JsonNode parent = document.at(path.substring(0, last));
      String field = path.substring(last + 1);
      try {
        JsonNode value = YAML.readTree(yaml);
        if (parent instanceof ArrayNode array) {
          array.set(Integer.parseInt(field), value);
        } else {
          ((ObjectNode) parent).set(field, value);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    ValidatingAdmissionPolicy typed() {
      return YAML.convertValue(policy, ValidatingAdmissionPolicy.class);
    }

    List<String> weaknesses(Wall wall) {
      return Weaknesses.of(
          wall, typed(), YAML.convertValue(binding, ValidatingAdmissionPolicyBinding.class));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsShippedHasNone(Wall wall) {
    assertThat(Shipped.of(wall).weaknesses(wall)).isEmpty();
  }

  /** A change of a shipped expression has to be told to the operator too: in {@link Wall}. */
  @ParameterizedTest
  @EnumSource
  void theExpressionsThatAreShippedAreKnown(Wall wall) {
    var shipped = Shipped.of(wall).typed();
    assertThat(Expressions.digest(shipped, wall.chartValues())).isEqualTo(wall.expressions());
    assertThat(shipped.getSpec().getVariables())
        .extracting(variable -> variable.getName())
        .containsAll(wall.chartValues());
  }

  @ParameterizedTest
  @EnumSource
  void otherExpressionsAreNoticed(Wall wall) {
    var weakened = Shipped.of(wall).with("/policy/validations/0/expression", "'true'");
    assertThat(weakened.weaknesses(wall)).isEmpty();
    assertThat(Expressions.digest(weakened.typed(), wall.chartValues()))
        .isNotEqualTo(wall.expressions());
  }

  @ParameterizedTest
  @EnumSource
  void valuesOfTheChartAreNoOtherExpressions(Wall wall) {
    var shipped = Shipped.of(wall);
    for (JsonNode variable : shipped.policy.at("/spec/variables")) {
      if (wall.chartValues().contains(variable.path("name").asText())) {
        ((ObjectNode) variable).put("expression", "['somebody-else']");
      }
    }
    assertThat(Expressions.digest(shipped.typed(), wall.chartValues()))
        .isEqualTo(wall.expressions());
  }

  static Stream<Arguments> ofAnyPolicy() {
    return Stream.of(
        Arguments.of("/policy/failurePolicy", "Ignore", "failurePolicy is Ignore"),
        Arguments.of(
            "/policy/paramKind", "{apiVersion: v1, kind: ConfigMap}", "it has a paramKind"),
        Arguments.of(
            "/policy/matchConditions",
            "[{name: never, expression: 'false'}]",
            "it has matchConditions"),
        Arguments.of("/policy/validations", "[]", "it has no validations"),
        Arguments.of("/policy/matchConstraints", "null", "it has no matchConstraints"),
        Arguments.of("/policy/matchConstraints/matchPolicy", "Exact", "matchPolicy is Exact"),
        Arguments.of(
            "/policy/matchConstraints/namespaceSelector",
            "{matchLabels: {a: b}}",
            "it has a namespaceSelector"),
        Arguments.of(
            "/policy/matchConstraints/namespaceSelector",
            "{matchExpressions: [{key: a, operator: DoesNotExist}]}",
            "it has a namespaceSelector"),
        Arguments.of(
            "/policy/matchConstraints/objectSelector",
            "{matchLabels: {a: b}}",
            "its objectSelector leaves objects out"),
        Arguments.of(
            "/policy/matchConstraints/objectSelector",
            "{matchExpressions: [{key: toolrack.dev/managed, operator: DoesNotExist}]}",
            "its objectSelector leaves objects out"),
        Arguments.of(
            "/policy/matchConstraints/resourceRules", "[]", "its resourceRules do not cover"),
        Arguments.of(
            "/policy/matchConstraints/resourceRules/0/apiGroups",
            "[example.com]",
            "its resourceRules do not cover"),
        Arguments.of(
            "/policy/matchConstraints/resourceRules/0/apiVersions",
            "[v2]",
            "its resourceRules do not cover"),
        Arguments.of(
            "/policy/matchConstraints/resourceRules/0/operations",
            "[CREATE]",
            "its resourceRules do not cover"),
        Arguments.of(
            "/policy/matchConstraints/resourceRules/0/resources",
            "[pods]",
            "its resourceRules do not cover"),
        Arguments.of(
            "/policy/matchConstraints/resourceRules/0/resourceNames",
            "[one]",
            "its resourceRules do not cover"),
        Arguments.of(
            "/policy/matchConstraints/excludeResourceRules",
            "[{apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*']}]",
            "its excludeResourceRules concern"),
        Arguments.of(
            "/policy/matchConstraints/excludeResourceRules",
            "[{apiGroups: ['*'], apiVersions: ['*'], operations: [UPDATE], resources: ['*/*'],"
                + " resourceNames: [mine]}]",
            "its excludeResourceRules concern UPDATE of"),
        Arguments.of("/binding/policyName", "other.example.com", "the binding is another policy's"),
        Arguments.of(
            "/binding/validationActions",
            "[Warn, Audit]",
            "the binding's validationActions do not contain Deny"),
        Arguments.of(
            "/binding/paramRef",
            "{name: p, parameterNotFoundAction: Allow}",
            "the binding has a paramRef"),
        Arguments.of(
            "/binding/matchResources",
            "{namespaceSelector: {matchLabels: {a: b}}}",
            "the binding has matchResources"),
        Arguments.of(
            "/binding/matchResources",
            "{objectSelector: {matchLabels: {a: b}}}",
            "the binding has matchResources"),
        Arguments.of(
            "/binding/matchResources",
            "{resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources:"
                + " [pods]}]}",
            "the binding has matchResources"),
        Arguments.of(
            "/binding/matchResources",
            "{excludeResourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE],"
                + " resources: [pods]}]}",
            "the binding has matchResources"));
  }

  @ParameterizedTest
  @MethodSource("ofAnyPolicy")
  void eachIsFound(String place, String value, String weakness) {
    for (Wall wall : Wall.values()) {
      assertThat(Shipped.of(wall).with(place, value).weaknesses(wall))
          .as(wall.policy())
          .isNotEmpty()
          .allSatisfy(found -> assertThat(found).startsWith(weakness));
    }
  }

  static Stream<Arguments> onlyOfScopes() {
    String rule = "/policy/matchConstraints/resourceRules/0/";
    return Stream.of(
        Arguments.of(rule + "scope", "Namespaced", "CREATE of namespaces"),
        Arguments.of(rule + "resources", "[namespaces, namespaces/status]", "namespaces/finalize"),
        Arguments.of(rule + "resources", "['*']", "namespaces/status"),
        Arguments.of(rule + "resources", "['*/status', '*/finalize']", "CREATE of namespaces"));
  }

  @ParameterizedTest
  @MethodSource("onlyOfScopes")
  void labelsOfNamespacesCanBeReachedOnSeveralWays(String place, String value, String uncovered) {
    assertThat(Shipped.of(Wall.SCOPES).with(place, value).weaknesses(Wall.SCOPES))
        .anyMatch(found ->
            found.endsWith("do not cover " + uncovered) || found.endsWith(" of " + uncovered));
  }

  static Stream<Arguments> harmless() {
    String constraints = "/policy/matchConstraints/";
    return Stream.of(
        Arguments.of("/policy/failurePolicy", "null"),
        Arguments.of(constraints + "matchPolicy", "Equivalent"),
        // What the API server fills in.
        Arguments.of(constraints + "namespaceSelector", "{}"),
        Arguments.of(constraints + "objectSelector", "{}"),
        Arguments.of(constraints + "resourceRules/0/scope", "'*'"),
        Arguments.of(constraints + "resourceRules/0/apiGroups", "['*']"),
        Arguments.of(constraints + "resourceRules/0/apiVersions", "['*']"),
        Arguments.of(constraints + "resourceRules/0/operations", "['*']"),
        Arguments.of(constraints + "resourceRules/0/resources", "['*/*']"),
        Arguments.of(
            constraints + "excludeResourceRules",
            "[{apiGroups: [apps], apiVersions: ['*'], operations: ['*'], resources: ['*/*']}]"),
        Arguments.of("/binding/validationActions", "[Deny, Audit]"),
        Arguments.of(
            "/binding/matchResources",
            "{matchPolicy: Equivalent, namespaceSelector: {}, objectSelector: {}}"));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void whatSeesAsMuchIsInForce(String place, String value) {
    for (Wall wall : Wall.values()) {
      assertThat(Shipped.of(wall).with(place, value).weaknesses(wall)).as(wall.policy()).isEmpty();
    }
  }

  /** What one rule leaves out another one may see. */
  @Test
  void severalRulesTogetherSeeEverything() {
    String rules =
        """
        - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: ["*", "*/*"]}
        - {apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [namespaces]}
        - {apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: ["namespaces/*"], scope: Cluster}
        """;
    assertThat(
            Shipped.of(Wall.SCOPES)
                .with("/policy/matchConstraints/resourceRules", rules)
                .weaknesses(Wall.SCOPES))
        .isEmpty();
  }

  @Test
  void bothHaveToBeThere() {
    var shipped = Shipped.of(Wall.SCOPES);
    assertThat(Weaknesses.of(Wall.SCOPES, null, null))
        .containsExactly(
            "there is no ValidatingAdmissionPolicy of this name",
            "there is no ValidatingAdmissionPolicyBinding of this name");
    assertThat(Weaknesses.of(Wall.SCOPES, shipped.typed(), null))
        .containsExactly("there is no ValidatingAdmissionPolicyBinding of this name");
  }
}
