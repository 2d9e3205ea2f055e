package dev.toolrack.core.integration;

import static dev.toolrack.core.integration.OneTokenIntegration.REF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Access tokens that begin with a person's login. */
class LoginCheckTest {
  private static final SecretVersion GIVEN = new SecretVersion("crm-login", "login-1", "1");
  private static final String ANYWHERE = "https://crm.example.com/ https://login.example.com/";

  @Test
  void withoutALoginThereIsNothingToAskFor() {
    IntegrationOutcome outcome = world().integration(REF);
    assertThat(loudest(outcome).reason()).isEqualTo(Reason.CONSENT_NEEDED);
    assertThat(loudest(outcome).message())
        .isEqualTo("Nobody has logged in yet. Log in: kubectl toolrack connect crm -n acme");
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.RECONNECT_REQUIRED);
    Login offered = login(outcome);
    assertThat(offered.plan()).isEqualTo(plan().identity());
    assertThat(offered.server()).isEqualTo("https://crm.example.com/mcp?tenant=blue");
    assertThat(offered.resource()).isEqualTo("https://crm.example.com/mcp");
    assertThat(offered.client()).isNull();
    assertThat(offered.taken()).isNull();
  }

  @Test
  void oneThatHasComeIsTakenOverFirst() {
    World world =
        world().holding(REF, new TokenState(Lookup.absent(), Optional.of(GIVEN), Optional.empty()));
    assertThat(loudest(world.integration(REF)).reason()).isEqualTo(Reason.TOKEN_PENDING);
    assertThat(world.integration(REF).token().orElseThrow().handOver()).contains(GIVEN);
    // The one before it is not used any more.
    World second = world().holding(REF, kept(token(true, ANYWHERE, "login-0"), GIVEN));
    assertThat(loudest(second.integration(REF)).reason()).isEqualTo(Reason.TOKEN_PENDING);
  }

  @Test
  void whatItGaveIsSentAndTold() {
    World world = world().holding(REF, kept(token(true, ANYWHERE, "login-1"))).verified();
    IntegrationOutcome outcome = world.integration(REF);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(login(outcome).account()).isEqualTo("alice@example.com");
    assertThat(login(outcome).taken()).isEqualTo("login-1");
    assertThat(login(outcome).granted()).containsExactly("mcp.read");
    assertThat(outcome.verification().orElseThrow().credentials().getFirst().reach())
        .isEqualTo(CredentialReach.SCOPE);
  }

  /** The schema of the status must not be at the mercy of whoever writes a Secret. */
  @Test
  void whatIsHandedOverIsNotBelieved() {
    TokenFacts facts = token(true, ANYWHERE, "login-1");
    var odd =
        new TokenFacts(
            facts.uid(),
            facts.resourceVersion(),
            facts.identity(),
            facts.client(),
            facts.expires(),
            Stream.concat(
                    Stream.of("a", "a", "", "x".repeat(500)),
                    IntStream.range(0, 100).mapToObj(i -> "s" + i))
                .toList(),
            Optional.of(
                new TokenFacts.Login(
                    "login-1",
                    CredentialReach.SCOPE,
                    ANYWHERE,
                    true,
                    "y\u0007".repeat(500),
                    Optional.empty())));
    Login login = login(world().holding(REF, kept(odd)).verified().integration(REF));
    assertThat(login.granted())
        .hasSize(32)
        .doesNotHaveDuplicates()
        .allMatch(scope -> !scope.isEmpty() && scope.length() <= 128);
    assertThat(login.account()).isNotEmpty().hasSizeLessThanOrEqualTo(128);
  }

  @Test
  void oneThatEndsIsRefreshedOrBegunAnew() {
    World renewing = world().holding(REF, kept(token(true, ANYWHERE, "login-1")));
    World ending = world().holding(REF, kept(token(false, ANYWHERE, "login-1")));
    var after = OneTokenIntegration.end();
    assertThat(loudest(renewing.at(after).integration(REF)).reason())
        .isEqualTo(Reason.TOKEN_PENDING);
    Finding over = loudest(ending.at(after).integration(REF));
    assertThat(over.reason()).isEqualTo(Reason.RECONNECT_REQUIRED);
    assertThat(over.message()).startsWith("The login has expired. Log in: kubectl toolrack");
  }

  @Test
  void aRefusedRefreshEndsIt() {
    var refusal = new Failure(plan(), Reason.RECONNECT_REQUIRED, "It was ended.");
    World world =
        world()
            .holding(
                REF,
                new TokenState(
                    Lookup.found(token(true, ANYWHERE, "login-1")),
                    Optional.empty(),
                    Optional.of(refusal)));
    Finding finding = loudest(world.integration(REF));
    assertThat(finding.reason()).isEqualTo(Reason.RECONNECT_REQUIRED);
    assertThat(finding.message())
        .isEqualTo("It was ended. Log in: kubectl toolrack connect crm -n acme");
  }

  /** What is left of a login that is over: no plan, no tokens, and which one it was. */
  @Test
  void oneThatIsOverStaysOver() {
    var over =
        new TokenFacts(
            "token-1",
            "2",
            "",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of(
                new TokenFacts.Login(
                    "login-1", CredentialReach.UNRECOGNISED, "", false, "", Optional.empty())));
    for (TokenState state : List.of(kept(over), kept(over, GIVEN))) {
      Finding finding = loudest(world().holding(REF, state).integration(REF));
      assertThat(finding.reason()).isEqualTo(Reason.RECONNECT_REQUIRED);
      assertThat(finding.message()).startsWith("Nobody is logged in.");
    }
  }

  @Test
  void otherSettingsNeedAnotherLogin() {
    World changed =
        World.of(yaml().replace("scopes: [mcp.read]}", "scopes: [mcp.read, mcp.write]}"))
            .holding(REF, kept(token(true, ANYWHERE, "login-1")));
    Finding finding = loudest(changed.integration(REF));
    assertThat(finding.reason()).isEqualTo(Reason.RECONNECT_REQUIRED);
    assertThat(finding.message()).startsWith("The login was made for other settings");
    assertThat(login(changed.integration(REF)).account()).isNull();
  }

  @Test
  void whoeverLoggedInSaysWhereItGoes() {
    World world =
        world().holding(REF, kept(token(true, "https://other.example.com/", "login-1"))).verified();
    assertThat(loudest(world.integration(REF)).reason())
        .isEqualTo(Reason.SECRET_DESTINATION_FORBIDDEN);
    assertThat(world.integration(REF).verification()).isEmpty();
  }

  /** The operator's own Secret is nobody's to label. */
  @Test
  void whoeverLoggedInSaysWhoMayHoldIt() {
    World others = World.of(yaml().replace("access: {from: Namespace}", "access: {from: Scope}"));
    TokenPlan plan = others.integration(REF).token().orElseThrow();
    TokenFacts kept =
        with(token(true, ANYWHERE, "login-1"), plan.identity(), CredentialReach.NAMESPACE);
    IntegrationOutcome outcome = others.holding(REF, kept(kept)).verified().integration(REF);
    assertThat(outcome.facts().state()).isEqualTo(IntegrationState.CONNECTED);
    assertThat(outcome.findings())
        .filteredOn(finding -> finding.reason() == Reason.SECRET_NOT_LENT)
        .singleElement()
        .extracting(Finding::message)
        .isEqualTo(
            "The login stays in its namespace, so agents of other namespaces do not get this"
                + " server. If they may hold its token, log in again:"
                + " kubectl toolrack connect crm -n acme --lend");
  }

  private static TokenFacts with(TokenFacts token, String identity, CredentialReach reach) {
    return new TokenFacts(
        token.uid(),
        token.resourceVersion(),
        identity,
        token.client(),
        token.expires(),
        token.scopes(),
        Optional.of(
            new TokenFacts.Login("login-1", reach, ANYWHERE, true, "alice", Optional.empty())));
  }

  private static World world() {
    return World.of(yaml());
  }

  private static String yaml() {
    return OneTokenIntegration.YAML.replace(
        "{grant: ClientCredentials, clientRef: {name: client},", "{grant: AuthorizationCode,");
  }

  private static TokenPlan plan() {
    return world().integration(REF).token().orElseThrow();
  }

  private static TokenFacts token(boolean renews, String sendTo, String handOver) {
    TokenPlan plan = plan();
    return new TokenFacts(
        "token-1",
        "1",
        plan.identity(),
        Optional.empty(),
        Optional.of(World.NOON.plus(Duration.ofHours(1))),
        List.of("mcp.read"),
        Optional.of(
            new TokenFacts.Login(
                handOver,
                CredentialReach.SCOPE,
                sendTo,
                renews,
                "alice@example.com",
                Optional.empty())));
  }

  private static TokenState kept(TokenFacts token) {
    return new TokenState(Lookup.found(token), Optional.empty(), Optional.empty());
  }

  private static TokenState kept(TokenFacts token, SecretVersion handOver) {
    return new TokenState(Lookup.found(token), Optional.of(handOver), Optional.empty());
  }

  private static Login login(IntegrationOutcome outcome) {
    return Objects.requireNonNull(outcome.facts().login());
  }

  private static Finding loudest(IntegrationOutcome outcome) {
    return Conditions.loudest(outcome.findings()).orElseThrow();
  }
}
