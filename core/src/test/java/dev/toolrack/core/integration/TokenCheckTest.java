package dev.toolrack.core.integration;

import static dev.toolrack.core.integration.OneTokenIntegration.REF;
import static dev.toolrack.core.integration.OneTokenIntegration.changed;
import static dev.toolrack.core.integration.OneTokenIntegration.end;
import static dev.toolrack.core.integration.OneTokenIntegration.kept;
import static dev.toolrack.core.integration.OneTokenIntegration.plan;
import static dev.toolrack.core.integration.OneTokenIntegration.token;
import static dev.toolrack.core.integration.OneTokenIntegration.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.status.ReasonsTable;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.AuthKind;
import dev.toolrack.crds.IntegrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens that the operator obtains. */
class TokenCheckTest {

  @Test
  void withoutOneItIsAskedFor() {
    IntegrationOutcome outcome = world().integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.TOKEN_PENDING);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.PENDING);
    assertThat(outcome.facts().auth()).isEqualTo(AuthKind.OAUTH);
    assertThat(outcome.verification()).as("nothing to ask the server with").isEmpty();
    TokenPlan plan = outcome.token().orElseThrow();
    assertThat(plan.issuer()).isEqualTo("https://login.example.com/a");
    assertThat(plan.resource()).as("without the query").contains("https://crm.example.com/mcp");
    assertThat(plan.scopes()).containsExactly("mcp.read");
    assertThat(plan.parameters()).containsEntry("audience", "crm");
    assertThat(plan.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(plan.rejected()).isEmpty();
  }

  @Test
  void theOneThatIsThereIsSent() {
    IntegrationOutcome outcome = with(token(plan(world()))).verified().integration(REF);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.CONNECTED);
    var slot = outcome.verification().orElseThrow().credentials().getFirst();
    assertThat(slot.header()).isEqualTo("Authorization");
    assertThat(slot.bearer()).isTrue();
    assertThat(slot.secret()).isEqualTo("crm-token");
    assertThat(slot.key()).isEqualTo("access_token");
    assertThat(slot.uid()).isEqualTo("token-1");
    assertThat(outcome.wakeAfter()).as("when it ends").contains(Duration.ofHours(1));
  }

  @Test
  void itEnds() {
    World before = with(token(plan(world()))).verified();
    assertThat(before.at(end().minusSeconds(1)).integration(REF).facts().state())
        .isEqualTo(IntegrationState.CONNECTED);
    IntegrationOutcome after = before.at(end()).integration(REF);
    assertThat(loudest(after).reason()).isEqualTo(Reason.TOKEN_PENDING);
    assertThat(loudest(after).message()).startsWith("The access token has expired. ");
    assertThat(after.token()).isPresent();
    assertThat(after.verification()).isEmpty();
  }

  @Test
  void oneOfWhichNobodySaysWhenItEndsLasts() {
    TokenFacts facts = token(plan(world()));
    var endless =
        new TokenFacts(
            facts.uid(),
            facts.resourceVersion(),
            facts.identity(),
            facts.client(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    World world = with(endless).verified().at(Instant.parse("2036-01-01T00:00:00Z"));
    assertThat(world.integration(REF).facts().state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(world.integration(REF).wakeAfter()).isEmpty();
  }

  /** What it was obtained for is not what is declared now. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uid: connector-1 | uid: connector-2",
        "issuer: https://login.example.com/a | issuer: https://login.example.com/a/",
        "https://crm.example.com/mcp?tenant=blue\"} | https://eu.crm.example.com/mcp\"}",
        "scopes: [mcp.read]} | scopes: [mcp.read, mcp.write]}",
        "uid: secret-1 | uid: secret-2",
        "value: crm} | value: other}",
        "verify: | '  clientAuthMethod: Post\n  verify:'",
      })
  void otherDeclarationsNeedAnotherOne(String from, String to) {
    World other = changed(from, to);
    assertThat(plan(other).identity()).isNotEqualTo(plan(world()).identity());
    IntegrationOutcome outcome = other.holding(REF, kept(token(plan(world())))).integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.TOKEN_PENDING);
    assertThat(outcome.verification()).isEmpty();
  }

  /** A rotated client secret needs another token, and until that is there this one is good. */
  @Test
  void aNewVersionOfTheClientsSecretWithdrawsNothing() {
    World rotated = changed("resourceVersion: \"1\"", "resourceVersion: \"2\"");
    TokenFacts old = token(plan(world()));
    assertThat(old.isFor(plan(rotated))).isTrue();
    assertThat(old.isOfClient(plan(rotated))).isFalse();
    assertThat(rotated.holding(REF, kept(old)).verified().integration(REF).facts().state())
        .isEqualTo(IntegrationState.CONNECTED);
  }

  @Test
  void whileTheAuthorizationServerIsOutTheOldOneIsGood() {
    TokenPlan plan = plan(world());
    var outage = new Failure(plan, Reason.ISSUER_UNAVAILABLE, "It does not answer.");
    World world = world().holding(REF, kept(token(plan), outage)).verified();
    IntegrationOutcome outcome = world.integration(REF);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(outcome.findings())
        .anySatisfy(finding -> {
          assertThat(finding.reason()).isEqualTo(Reason.ISSUER_UNAVAILABLE);
          assertThat(finding.effect()).isEqualTo(Effect.NOTICE);
          assertThat(finding.message()).contains("still good", "It does not answer.");
        });
    IntegrationOutcome over = world.at(end()).integration(REF);
    assertThat(loudest(over).reason()).isEqualTo(Reason.ISSUER_UNAVAILABLE);
    assertThat(loudest(over).message())
        .isEqualTo("The access token has expired. It does not answer.");
    assertThat(over.facts().state()).isEqualTo(IntegrationState.PENDING);
  }

  @Test
  void aRefusalWithdrawsItAtOnce() {
    TokenPlan plan = plan(world());
    var refusal = new Failure(plan, Reason.TOKEN_REFUSED, "It does not know this client.");
    IntegrationOutcome outcome =
        world().holding(REF, kept(token(plan), refusal)).verified().integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.TOKEN_REFUSED);
    assertThat(loudest(outcome).message()).isEqualTo("It does not know this client.");
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.ERROR);
    assertThat(outcome.verification()).isEmpty();
    assertThat(outcome.token()).as("it is asked for again").isPresent();
    // It speaks of the client as it was.
    IntegrationOutcome rotated =
        changed("resourceVersion: \"1\"", "resourceVersion: \"2\"")
            .holding(REF, kept(token(plan), refusal))
            .verified()
            .integration(REF);
    assertThat(rotated.facts().state()).isEqualTo(IntegrationState.CONNECTED);
  }

  @Test
  void whatTheServerRejectsIsToldToWhoeverAsks() {
    World world = with(token(plan(world())));
    World rejected = OneTokenIntegration.refusing(world, Reason.CREDENTIAL_REJECTED);
    assertThat(plan(rejected).rejected()).contains("1");
    assertThat(plan(rejected).identity()).isEqualTo(plan(world).identity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: OAuth | type: Simple | CredentialsNotAllowed | ERROR",
        "scopes: [mcp.read]} | scopes: [mcp.admin]} | ScopesNotAllowed | ERROR",
        "issuer: https://login.example.com/a | issuer: login | IssuerInvalid | ERROR",
        "clientRef: {name: client} | clientRef: {name: other} | SecretNotFound | PENDING",
        "{toolrack.dev/credential: Scope} | {} | SecretNotConsented | PENDING",
        "send-to: \"https://crm | send-to: \"https://other | SecretDestinationForbidden | ERROR",
        "client_id: crm-agents, | '' | SecretKeyMissing | PENDING",
        "client_secret: s3cret | other: s3cret | SecretKeyMissing | PENDING",
      })
  void nothingIsAskedFor(String from, String to, String reason, String state) {
    World world = from.equals("type: OAuth") ? World.of(oauthRemoved()) : changed(from, to);
    IntegrationOutcome outcome = world.integration(REF);
    Finding finding = loudest(outcome);
    assertThat(finding.reason().wire()).isEqualTo(reason);
    assertThat(finding.type()).isEqualTo(ConditionType.CREDENTIALS_READY);
    assertThat(ReasonsTable.conditions(finding.reason())).contains(finding.type());
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.valueOf(state));
    assertThat(outcome.token()).isEmpty();
    assertThat(outcome.verification()).isEmpty();
  }

  /** A connector that is not of type OAuth has no such part. */
  private static String oauthRemoved() {
    return OneTokenIntegration.YAML
        .replace("type: OAuth", "type: Simple")
        .replaceFirst("(?s)  oauth:\\n    issuer.*?\\n  verify", "  verify");
  }

  @Test
  void aPrivateKeyDoesInsteadOfASecret() {
    World world = changed("client_secret: s3cret", "private_key: \"-----BEGIN\\nPRIVATE KEY\"");
    assertThat(loudest(world.integration(REF)).reason()).isEqualTo(Reason.TOKEN_PENDING);
  }

  @Tag("consent-12")
  @ParameterizedTest
  @ValueSource(strings = {"https://login.example.com/token", "https://login.example.com/a/token"})
  void aDeclaredTokenEndpointNeedsTheOwnersConsent(String endpoint) {
    IntegrationOutcome outcome =
        changed("    scopes: [mcp.read, mcp.write]", "    tokenEndpoint: " + endpoint)
            .integration(REF);
    boolean agreed = endpoint.startsWith("https://login.example.com/a");
    assertThat(loudest(outcome).reason())
        .isEqualTo(agreed ? Reason.TOKEN_PENDING : Reason.SECRET_DESTINATION_FORBIDDEN);
    assertThat(outcome.token().isPresent()).isEqualTo(agreed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Auto | https://crm.example.com/mcp",
        "Omit | ''",
        "'Value, resource: \"urn:crm\"' | urn:crm",
      })
  void theResourceIsTheServerUnlessSaidOtherwise(String parameter, String expected) {
    World world =
        changed(
            "    scopes: [mcp.read, mcp.write]",
            "    resourceParameter: " + parameter.replace(", ", "\n    "));
    assertThat(plan(world).resource().orElse("")).isEqualTo(expected);
  }

  /** Whoever runs the operator decides which authorization servers it may talk to. */
  @Test
  void theSettingsMayRefuseTheAuthorizationServer() {
    World world =
        world()
            .with(
                "kind: Operator\nmetadata: {name: settings}\n"
                    + "refuse: {login.example.com: DestinationForbidden}");
    Finding finding = loudest(world.integration(REF));
    assertThat(finding.reason()).isEqualTo(Reason.ISSUER_FORBIDDEN);
    assertThat(finding.message()).contains("https://login.example.com");
  }

  @Test
  void nothingIsDecidedWhileTheTokenCannotBeSeen() {
    World world =
        world().holding(REF, new TokenState(Lookup.stale(), Optional.empty(), Optional.empty()));
    assertThat(world.integration(World.ref(REF))).isEmpty();
  }

  private static World with(TokenFacts token) {
    return world().holding(REF, kept(token));
  }

  private static Finding loudest(IntegrationOutcome outcome) {
    return Conditions.loudest(outcome.findings()).orElseThrow();
  }

  /** Whoever looks from outside has the failure from a condition, and says it in the same words. */
  @Test
  void whatAStatusTellsOfAFailureIsToldOnce() {
    TokenPlan plan = plan(world());
    String message = Failure.EXPIRED + "Nobody answers.";
    assertThat(Failure.told(plan, Reason.ISSUER_UNAVAILABLE, message))
        .isEqualTo(Failure.told(plan, Reason.ISSUER_UNAVAILABLE, "Nobody answers."))
        .isEqualTo(new Failure(plan, Reason.ISSUER_UNAVAILABLE, "Nobody answers."));
  }
}
