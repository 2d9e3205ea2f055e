package dev.toolrack.cli.lint;

import static dev.toolrack.cli.lint.Lint.binding;
import static dev.toolrack.cli.lint.Lint.connector;
import static dev.toolrack.cli.lint.Lint.integration;
import static dev.toolrack.cli.lint.Lint.lines;
import static dev.toolrack.cli.lint.Lint.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the core says of files, and what it must not say because files are not all there is. */
class LinterTest {
  private static final String GITHUB =
      connector(
          "github",
          "server: {url: \"https://{region}.mcp.example.com/mcp\"}\nvariables: [{name: region, choices: [eu, us], required: true}]\n");
  private static final String NAMED = "connectorRef: {name: github}\n";
  private static final String EU = NAMED + "variables: [{name: region, value: eu}]\n";
  private static final String SENDS =
      EU + "credentials: {bearer: {secretKeyRef: {name: token, key: value}}}\n";

  private static String secret(String labels, String annotations) {
    return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n  labels: {%s}\n  annotations: {%s}\nstringData: {value: abc}\n---\n"
        .formatted(labels, annotations);
  }

  private static String namespace(String labels) {
    return "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: acme\n  labels: {%s}\n---\n"
        .formatted(labels);
  }

  @Test
  void nothingToSay() {
    assertThat(
            problems(
                GITHUB,
                integration("github", SENDS + "access: {from: Scope, scope: {team: payments}}\n"),
                binding("bot", "servers: [{alias: github, integration: acme/github}]\n")))
        .isEmpty();
  }

  /** Neither connector nor Secret, ConfigMap or Namespace are in the files. */
  @Test
  void whatIsNotInTheFilesIsRight() {
    String other =
        """
        connectorRef: {name: github, namespace: platform}
        variables: [{name: region, valueFrom: {configMapKeyRef: {name: c, key: k}}}]
        """;
    assertThat(problems(integration("a", SENDS), integration("b", other))).isEmpty();
    assertThat(
            problems(
                GITHUB,
                integration(
                    "github",
                    NAMED
                        + "variables: [{name: region, valueFrom: {configMapKeyRef: {name: c, key: k}}}]\n")))
        .isEmpty();
    assertThat(
            problems(
                connector(
                    "x",
                    "server: {url: \"https://{scope.org}.mcp.example.com/\", caBundleRef: {name: ca, key: pem}}\n"),
                integration("x", "connectorRef: {name: x}\n")))
        .isEmpty();
  }

  @Test
  void variables() {
    assertThat(lines(GITHUB, integration("github", NAMED)))
        .containsExactly("4 error VariableMissing");
    assertThat(
            lines(
                GITHUB, integration("github", NAMED + "variables: [{name: region, value: ap}]\n")))
        .containsExactly("6 error VariableInvalid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | SecretNotConsented",
        "toolrack.dev/credential: Namespace | toolrack.dev/send-to: 'https://eu.mcp.example.com/' | ''",
        "toolrack.dev/credential: Namespace | toolrack.dev/send-to: 'https://*.mcp.example.com/mcp' | ''",
        "toolrack.dev/credential: Namespace | toolrack.dev/send-to: 'https://us.mcp.example.com/' | SecretDestinationForbidden",
      })
  void consent(String labels, String annotations, String expected) {
    assertThat(
            problems(GITHUB, integration("github", SENDS), secret(labels, annotations)).stream()
                .map(Problem::rule))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  @Test
  void secretsByThemselves() {
    assertThat(
            lines(
                secret("toolrack.dev/credential: Everywhere", "toolrack.dev/send-to: 'nonsense'")))
        .containsExactly("5 error SecretNotConsented", "6 error SecretDestinationForbidden");
    assertThat(lines(secret("toolrack.dev/credential: Scope", "")))
        .containsExactly("6 warning SecretDestinationForbidden");
    assertThat(problems("apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata: {a: '%'}\n"))
        .extracting(Problem::message)
        .containsExactly("data: every value must be base64; write plain text into stringData");
  }

  @Test
  void credentialThatStaysAtHome() {
    String shared = SENDS + "access: {from: Scope}\n";
    assertThat(
            lines(
                GITHUB,
                integration("github", shared),
                secret(
                    "toolrack.dev/credential: Namespace",
                    "toolrack.dev/send-to: 'https://eu.mcp.example.com/'")))
        .containsExactly("7 warning SecretNotLent");
  }

  @Test
  void labelsOfNamespaces() {
    assertThat(lines(namespace("toolrack.dev/team: payments")))
        .containsExactly("5 error ScopeInvalid");
    assertThat(lines(namespace("toolrack.dev/org: acme, toolrack.dev/provides: Team")))
        .containsExactly("5 error ScopeInvalid");
    String shared = integration("github", EU + "access: {from: Scope}\n");
    assertThat(
            lines(GITHUB, shared, namespace("toolrack.dev/org: acme, toolrack.dev/provides: Org")))
        .isEmpty();
    assertThat(lines(GITHUB, shared, namespace("toolrack.dev/org: acme")))
        .containsExactly("7 error ScopeForbidden");
  }

  @Test
  void rules() {
    String twice =
        "tools:\n  rules:\n  - {name: all, approval: Ask}\n  - {name: never, match: {names: [x]}, approval: Auto}\n";
    assertThat(lines(connector("c", "server: {url: \"https://x.example.com/\"}\n" + twice)))
        .containsExactly("9 warning RuleUnreachable");
    assertThat(lines(integration("i", "connectorRef: {name: c}\n" + twice)))
        .containsExactly("9 warning RuleUnreachable");
    assertThat(lines(binding("b", twice))).containsExactly("8 warning RuleUnreachable");
  }

  @Test
  void aliases() {
    assertThat(lines(integration("a", EU + "alias: x\n"), integration("b", EU + "alias: x\n")))
        .containsExactly("7 warning AliasConflict");
    assertThat(lines(integration("a", EU + "alias: x\nenabled: false\n"), integration("x", EU)))
        .isEmpty();
  }

  @Test
  void bindings() {
    String listed = "servers:\n- {alias: github, required: true}\nexclude: [github]\n";
    assertThat(lines(binding("bot", listed))).containsExactly("6 error NotFound");
    String pinned = "servers:\n- {alias: gh, integration: acme/github}\n";
    assertThat(lines(integration("github", EU), binding("bot", pinned)))
        .containsExactly("6 error PinnedOther");
    assertThat(
            lines(
                integration(
                    "github",
                    EU
                        + "access: {from: Selected, selected: [{namespace: acme, agents: [other]}]}\n"),
                binding("bot", "servers:\n- {alias: github, integration: acme/github}\n")))
        .containsExactly("6 error NotFound");
  }

  @Test
  void unknownFieldsNameTheNearest() {
    assertThat(
            problems(
                connector(
                    "c",
                    "server: {url: \"https://x.example.com/\", transprot: SSE}\ndisplayname: x\nnovelty: 1\n")))
        .extracting(Problem::message)
        .containsExactly(
            "unknown field \"spec.server.transprot\"; is \"transport\" meant?",
            "unknown field \"spec.displayname\"; is \"displayName\" meant?",
            "unknown field \"spec.novelty\"; remove it");
    assertThat(
            problems(
                "apiVersion: toolrack.dev/v1alpha1\nkind: AgentToolBinding\nmetadata: {name: a, lables: {}}\nspec: {}\n"))
        .extracting(Problem::message)
        .containsExactly("unknown field \"metadata.lables\"; is \"labels\" meant?");
  }

  @Test
  void kindsAndVersions() {
    assertThat(
            problems(
                "apiVersion: toolrack.dev/v1\nkind: McpConnector\n",
                "apiVersion: toolrack.dev/v1alpha1\nkind: McpServer\n"))
        .extracting(Problem::message)
        .containsExactly(
            "apiVersion: \"toolrack.dev/v1\" does not exist; write toolrack.dev/v1alpha1",
            "kind: \"McpServer\" does not exist; write McpConnector or McpIntegration or AgentToolBinding");
  }

  @Test
  void objectsOfLists() {
    String list =
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: toolrack.dev/v1alpha1\n  kind: AgentToolBinding\n  metadata: {name: a}\n  spec: {budget: {maxTools: 0}}\n";
    assertThat(lines(list)).containsExactly("7 error RuleViolated");
  }

  @Test
  void declaredTwice() {
    String twice = binding("a", "enabled: true\n");
    assertThat(lines(twice + twice)).containsExactly("9 error DeclaredTwice");
    // May be for another cluster.
    assertThat(lines(twice, twice)).containsExactly("3 warning DeclaredTwice");
  }

  @ParameterizedTest
  @CsvSource({
    "Upper, metadata.name",
    "'', metadata.name",
    "a_b, metadata.name",
  })
  void names(String name, String expected) {
    assertThat(problems(binding("\"" + name + "\"", "enabled: true\n")))
        .anySatisfy(problem -> assertThat(problem.message()).startsWith(expected));
  }

  private static String crm(String oauth, String annotations) {
    return connector(
            "crm",
            "type: OAuth\nserver: {url: \"https://crm.example.com/mcp\"}\n"
                + "oauth: {issuer: \"https://login.example.com\", %s}\n".formatted(oauth))
        + secret("toolrack.dev/credential: Scope", annotations)
            .replace("value: abc", "client_id: a, client_secret: b");
  }

  /** A token is pending at every beginning, and files are one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "scopes: [read] | https://crm.example.com/mcp | -",
        "scopes: [other] | https://crm.example.com/mcp | ScopesNotAllowed",
        "tokenEndpoint: 'https://login.example.com/t' | https://crm.example.com/mcp | SecretDestinationForbidden",
        "tokenEndpoint: 'https://login.example.com/t' | https://crm.example.com/mcp https://login.example.com/t | -",
      })
  void accessTokens(String oauth, String sendTo, @Nullable String expected) {
    String crm = crm(oauth, "toolrack.dev/send-to: \"%s\"".formatted(sendTo));
    String wants =
        integration(
            "crm",
            """
            connectorRef: {name: crm}
            credentials:
              oauth: {grant: ClientCredentials, clientRef: {name: token}, scopes: [read]}
            """);
    assertThat(problems(crm, wants))
        .extracting(Problem::rule)
        .isEqualTo(expected == null ? List.of() : List.of(expected));
    // A Secret that is not in the files is right, whatever it would have to agree to.
    boolean aboutSecret = expected != null && expected.startsWith("Secret");
    assertThat(problems(crm, wants.replace("name: token", "name: elsewhere")))
        .extracting(Problem::rule)
        .isEqualTo(expected == null || aboutSecret ? List.of() : List.of(expected));
  }

  @Test
  void tokensNeedAConnectorOfTypeOAuth() {
    assertThat(
            lines(
                GITHUB,
                integration(
                    "github",
                    EU
                        + "credentials: {oauth: {grant: ClientCredentials, clientRef: {name: c}}}\n")))
        .containsExactly("7 error CredentialsNotAllowed");
  }
}
