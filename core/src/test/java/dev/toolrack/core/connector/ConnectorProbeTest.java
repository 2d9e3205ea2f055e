package dev.toolrack.core.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.AuthScheme;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.crds.McpConnectorStatus.Auth;
import dev.toolrack.crds.McpConnectorStatus.Server;
import dev.toolrack.crds.ServerEra;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which connectors are asked without an integration, and what is said of the answers. */
class ConnectorProbeTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String URL = "server: {url: \"https://a.example/mcp\"}";
  private static final Auth BEARER = new Auth(AuthScheme.BEARER, null, List.of());
  private static final Auth OAUTH =
      new Auth(AuthScheme.OAUTH, "https://login.example", List.of("read"));
  private static final Auth NONE = new Auth(AuthScheme.NONE, null, List.of());
  private static final Server SERVER =
      new Server("notes", "1.0", "2026-07-28", ServerEra.STATELESS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{server: {url: https://a.example/mcp}} | https://a.example/mcp",
        "{server: {url: 'https://{r}.a.example/{p}'}, variables: [{name: r, default: eu}, {name: p, default: 'x y'}]} | https://eu.a.example/x%20y",
        // A variable that nothing names and nobody has to set.
        "{server: {url: https://a.example/mcp}, variables: [{name: unused}]} | https://a.example/mcp",
        "{server: {url: 'https://a.example/{t}'}, variables: [{name: t, required: true, default: x}]} | https://a.example/x",
        // Only an integration knows these.
        "{server: {url: 'https://a.example/{t}'}, variables: [{name: t}]} | NeedsIntegration",
        "{server: {url: 'https://a.example/{t}'}, variables: [{name: t, required: true}]} | NeedsIntegration",
        "{server: {url: https://a.example/mcp}, variables: [{name: t, required: true}]} | NeedsIntegration",
        "{server: {url: https://a.example/mcp, headers: [{name: X-T, value: '{t}'}]}, variables: [{name: t}]} | NeedsIntegration",
        "{server: {url: 'https://a.example/{scope.org}'}} | NeedsIntegration",
        "{server: {url: https://a.example/mcp, headers: [{name: X-T, value: '{scope.team}'}]}} | NeedsIntegration",
        // Nobody is asked.
        "{enabled: false, server: {url: https://a.example/mcp}} | Disabled",
        "{server: {url: 'https://a.example/../mcp'}} | UrlInvalid",
        "{server: {url: https://a.example/mcp, headers: [{name: Host, value: x}]}} | HeaderInvalid",
        "{server: {url: https://a.example/mcp, transport: Pigeon}} | SpecNotUnderstood",
        "{server: {url: https://a.example/mcp}, verify: {interval: soon, timeout: 1s}} | DurationInvalid",
        // A notice about the declaration stands in nobody's way.
        "{server: {url: https://a.example/mcp}, novelty: 1} | https://a.example/mcp",
      })
  void whatIsAsked(String spec, String expected) throws Exception {
    McpConnectorSpec connector = spec(spec);
    Optional<ProbePlan> plan = plan(connector);
    Condition reachable = reachable(outcome(connector, null, null));
    assertThat(reachable.getStatus()).isEqualTo("Unknown");
    assertThat(plan.map(p -> p.url().toString()).orElseGet(reachable::getReason))
        .isEqualTo(expected);
    if (plan.isPresent()) {
      assertThat(reachable.getReason()).isEqualTo("NotVerifiedYet");
    }
  }

  @ParameterizedTest
  @CsvSource({"30s, PT15M", "5m, PT15M", "15m, PT15M", "16m, PT16M", "2h, PT2H"})
  void politely(String interval, Duration expected) throws Exception {
    var plan =
        plan(spec("{%s, verify: {interval: %s, timeout: 7s}}".formatted(URL, interval)))
            .orElseThrow();
    assertThat(plan.interval()).isEqualTo(expected);
    assertThat(plan.timeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void sendsTheConnectorsOwnHeaders() throws Exception {
    var plan =
        plan(spec(
                "{server: {url: https://a.example/mcp, transport: SSE,"
                    + " headers: [{name: X-R, value: 'r-{r}'}]},"
                    + " variables: [{name: r, default: eu}]}"))
            .orElseThrow();
    assertThat(plan.headers()).isEqualTo(Map.of("X-R", "r-eu"));
    assertThat(plan.transport().wire()).isEqualTo("SSE");
  }

  @ParameterizedTest
  @CsvSource({
    "REACHABLE, true, True",
    "CREDENTIAL_REQUIRED, true, True",
    "CREDENTIAL_REQUIRED, false, True",
    "FORBIDDEN, true, True",
    "FORBIDDEN, false, False",
    "UNREACHABLE, false, False",
    "TIMEOUT, false, False",
    "ENDPOINT_NOT_FOUND, false, False",
    "UNSUPPORTED_PROTOCOL, false, False",
    "MALFORMED_ANSWER, false, False",
    "RATE_LIMITED, false, False",
    "DESTINATION_FORBIDDEN, false, False",
    "INSECURE_TRANSPORT, false, False",
  })
  void whatAnswersMean(Reason reason, boolean wantsToken, String status) throws Exception {
    var answer =
        new ProbeAnswer(
            reason, wantsToken ? Optional.of(BEARER) : Optional.empty(), Optional.empty());
    assertThat(answer.reached()).isEqualTo(status.equals("True"));
    List<Condition> conditions = conditions(outcome(spec("{" + URL + "}"), null, answer));
    // Whatever the server says, Ready is about the declaration alone.
    assertThat(conditions)
        .extracting(c -> c.getType() + "=" + c.getStatus() + ":" + c.getReason())
        .containsExactly(
            "Accepted=True:Accepted",
            "Reachable=" + status + ":" + reason.wire(),
            "Ready=True:Ready");
  }

  @Test
  void answersAreShown() throws Exception {
    McpConnectorSpec spec = spec("{" + URL + "}");
    var open = outcome(spec, null, answer(Reason.REACHABLE, NONE, SERVER)).facts();
    assertThat(open).isEqualTo(new McpConnectorStatus(3L, NONE, SERVER, List.of()));
    var closed = outcome(spec, open, answer(Reason.CREDENTIAL_REQUIRED, OAUTH, null)).facts();
    assertThat(closed).isEqualTo(new McpConnectorStatus(3L, OAUTH, null, List.of()));
  }

  /** What was found before, the answer now, and what is shown: auth scheme and server. */
  @ParameterizedTest
  @CsvSource({
    // An outage says nothing about how the server wants callers to authenticate.
    "3, UNREACHABLE, OAuth notes",
    "3, SERVER_ERROR, OAuth notes",
    "3, FORBIDDEN, OAuth notes",
    // It was about another spec.
    "2, UNREACHABLE, -",
    // Not asked any more.
    "3, DESTINATION_FORBIDDEN, -",
    // It answered and did not say.
    "3, REACHABLE, -",
    // Not answered since the operator started.
    "3, , OAuth notes",
    "2, , -",
  })
  void whatIsRemembered(long generation, @Nullable Reason reason, String shown) throws Exception {
    McpConnectorSpec spec = spec("{" + URL + "}");
    var facts =
        outcome(
                spec,
                new McpConnectorStatus(generation, OAUTH, SERVER, List.of()),
                reason == null ? null : answer(reason, null, null))
            .facts();
    assertThat(facts)
        .isEqualTo(
            shown.equals("-")
                ? new McpConnectorStatus(3L, null, null, List.of())
                : new McpConnectorStatus(3L, OAUTH, SERVER, List.of()));
  }

  @Test
  void nothingIsRememberedOfWhatIsNotAsked() throws Exception {
    var before = new McpConnectorStatus(3L, OAUTH, SERVER, List.of());
    for (String spec :
        List.of("{enabled: false, %s}", "{%s, variables: [{name: t, required: true}]}")) {
      assertThat(outcome(spec(spec.formatted(URL)), before, null).facts())
          .isEqualTo(new McpConnectorStatus(3L, null, null, List.of()));
    }
  }

  /** After a restart the status stands in for an answer, so that nothing has to be written. */
  @Test
  void aRestartChangesNothing() throws Exception {
    McpConnectorSpec spec = spec("{" + URL + "}");
    for (ProbeAnswer answer :
        List.of(
            answer(Reason.REACHABLE, NONE, SERVER),
            answer(Reason.CREDENTIAL_REQUIRED, OAUTH, null),
            answer(Reason.FORBIDDEN, BEARER, null),
            answer(Reason.DESTINATION_FORBIDDEN, null, null),
            answer(Reason.UNREACHABLE, null, null))) {
      ConnectorOutcome said = outcome(spec, null, answer);
      var facts = said.facts();
      var status = new McpConnectorStatus(3L, facts.auth(), facts.server(), conditions(said));
      ConnectorOutcome again = outcome(spec, status, null);
      assertThat(again.facts()).isEqualTo(said.facts());
      assertThat(Conditions.same(conditions(again), conditions(said))).isTrue();
      assertThat(ConnectorProbe.isKnown(new ConnectorSnapshot(spec, 3, status))).isTrue();
      assertThat(ConnectorProbe.isKnown(new ConnectorSnapshot(spec, 4, status))).isFalse();
    }
  }

  @Test
  void aStatusWithoutAnAnswerIsNone() throws Exception {
    McpConnectorSpec spec = spec("{" + URL + "}");
    for (String reason : List.of("NotVerifiedYet", "OfAnotherVersion")) {
      var condition = new Condition();
      condition.setType("Reachable");
      condition.setStatus(reason.equals("NotVerifiedYet") ? "Unknown" : "True");
      condition.setReason(reason);
      var status = new McpConnectorStatus(3L, null, null, List.of(condition));
      assertThat(ConnectorProbe.isKnown(new ConnectorSnapshot(spec, 3, status))).isFalse();
      assertThat(reachable(outcome(spec, status, null)).getReason()).isEqualTo("NotVerifiedYet");
    }
    assertThat(ConnectorProbe.isKnown(new ConnectorSnapshot(spec, 3, null))).isFalse();
  }

  /** What a server announces is a hint, and a mistake is told to people. */
  @ParameterizedTest
  @CsvSource({
    "https://login.example, Ready",
    "https://login.example/, Ready",
    "https://other.example, IssuerDiffers",
    "https://login.example/realm, IssuerDiffers",
  })
  void anotherIssuerThanTheServerAnnounces(String declared, String expected) throws Exception {
    McpConnectorSpec spec = spec("{%s, type: OAuth, oauth: {issuer: %s}}".formatted(URL, declared));
    ConnectorOutcome said = outcome(spec, null, answer(Reason.CREDENTIAL_REQUIRED, OAUTH, null));
    assertThat(ready(said)).isEqualTo("True/" + expected);
    ConnectorOutcome silent = outcome(spec, null, answer(Reason.CREDENTIAL_REQUIRED, BEARER, null));
    assertThat(ready(silent)).doesNotContain("IssuerDiffers");
  }

  private static String ready(ConnectorOutcome outcome) {
    return conditions(outcome).stream()
        .filter(c -> c.getType().equals("Ready"))
        .map(c -> c.getStatus() + "/" + c.getReason())
        .collect(Collectors.joining());
  }

  /** The ConfigMap is a part of the question, so whatever changes in it is asked about at once. */
  @Test
  void anotherBundleIsAnotherQuestion() throws Exception {
    McpConnectorSpec spec =
        spec("{server: {url: https://a.example/mcp, caBundleRef: {name: corp-ca, key: ca.crt}}}");
    var absent = ConnectorProbe.plan(spec, Lookup.absent());
    var first = ConnectorProbe.plan(spec, bundle(true, "one"));
    assertThat(first).isPresent().isEqualTo(ConnectorProbe.plan(spec, bundle(true, "one")));
    assertThat(List.of(absent, ConnectorProbe.plan(spec, bundle(true, "two"))))
        .doesNotContain(first);
    assertThat(ConnectorProbe.plan(spec, bundle(false, "one"))).isPresent().isNotEqualTo(first);
    // Until it is answered, nothing is said anew.
    var waiting = answer(Reason.NOT_VERIFIED_YET, null, null);
    assertThat(reachable(outcome(spec, null, waiting)).getStatus()).isEqualTo("Unknown");
  }

  private static Lookup<BundleFacts> bundle(boolean labelled, String digest) {
    return Lookup.found(new BundleFacts(labelled, true, true, digest));
  }

  private static Optional<ProbePlan> plan(McpConnectorSpec spec) {
    return ConnectorProbe.plan(spec, Lookup.absent());
  }

  private static ProbeAnswer answer(Reason reason, @Nullable Auth auth, @Nullable Server server) {
    return new ProbeAnswer(reason, Optional.ofNullable(auth), Optional.ofNullable(server));
  }

  private static ConnectorOutcome outcome(
      McpConnectorSpec spec, @Nullable McpConnectorStatus before, @Nullable ProbeAnswer latest) {
    return ConnectorProbe.outcome(
        new ConnectorSnapshot(spec, 3, before), plan(spec), Optional.ofNullable(latest));
  }

  private static List<Condition> conditions(ConnectorOutcome outcome) {
    return Conditions.derive(outcome.findings(), 3, List.of(), NOW);
  }

  private static Condition reachable(ConnectorOutcome outcome) {
    return conditions(outcome).stream()
        .filter(c -> c.getType().equals("Reachable"))
        .collect(Collectors.collectingAndThen(Collectors.toList(), List::getFirst));
  }

  private static McpConnectorSpec spec(String yaml) throws JsonProcessingException {
    return YAML.readValue(yaml, McpConnectorSpec.class);
  }
}
