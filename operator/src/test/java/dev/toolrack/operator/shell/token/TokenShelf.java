package dev.toolrack.operator.shell.token;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.ClientAuthMethod;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.OAuthGrant;
import dev.toolrack.operator.shell.turns.ByHand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An authorization server and the place for its tokens, in memory, with time that tests let go. */
final class TokenShelf implements TokenRequests {
  static final IntegrationRef REF = new IntegrationRef("acme", "crm");

  private final ByHand time;
  private final List<Duration> asked = new ArrayList<>();
  private Optional<Duration> lifetime = Optional.of(Duration.ofSeconds(100));
  private Runnable meanwhile = () -> {};
  private @Nullable Answer instead;
  private @Nullable TokenFacts kept;
  private int version;

  TokenShelf(ByHand time) {
    this.time = time;
  }

  @Override
  public Answer ask(IntegrationRef ref, String uid, TokenPlan plan) {
    asked.add(Duration.between(Instant.EPOCH, time.instant()));
    meanwhile.run();
    if (instead != null) {
      return instead;
    }
    version++;
    kept =
        new TokenFacts(
            "token",
            "" + version,
            plan.identity(),
            plan.client(),
            lifetime.map(time.instant()::plus),
            List.of(),
            plan.login().map(TokenShelf::taken));
    return new Answer.Stored(kept, lifetime);
  }

  private static TokenFacts.Login taken(TokenPlan.Login login) {
    return new TokenFacts.Login(
        login.handOver().map(SecretVersion::uid).orElse(""),
        CredentialReach.NAMESPACE,
        "",
        true,
        "",
        Optional.empty());
  }

  /** When it was asked, since the beginning. */
  List<Duration> asked() {
    return List.copyOf(asked);
  }

  /** The token Secret. */
  Lookup<TokenFacts> kept() {
    return kept == null ? Lookup.absent() : Lookup.found(kept);
  }

  /** Its version. */
  String keptVersion() {
    return kept == null ? "" : kept.resourceVersion();
  }

  /** Somebody deleted it. */
  void lose() {
    kept = null;
  }

  /** How long tokens live from now on. */
  void lifetime(@Nullable Duration next) {
    lifetime = Optional.ofNullable(next);
  }

  /** It fails from now on. */
  void failing(Reason reason) {
    instead = new Answer.Failed(reason, reason.sentence());
  }

  /** The client's Secret is never what it was decided about. */
  void outdated() {
    instead = new Answer.Outdated();
  }

  /**
   * It ends the login, which is known before the answer is.
   *
   * @param known called then
   */
  void ends(Runnable known) {
    meanwhile =
        () -> {
          kept =
              new TokenFacts(
                  "token",
                  "over",
                  "",
                  Optional.empty(),
                  Optional.empty(),
                  List.of(),
                  kept == null ? Optional.empty() : kept.login());
          known.run();
        };
    failing(Reason.RECONNECT_REQUIRED);
  }

  /** It gives tokens again. */
  void recover() {
    instead = null;
  }

  /**
   * What is needed of a person.
   *
   * @param handOver UID of the Secret that a login came in; {@code null} = there is none
   */
  static TokenPlan login(String issuer, @Nullable String handOver) {
    Optional<SecretVersion> given =
        Optional.ofNullable(handOver).map(uid -> new SecretVersion("crm-login", uid, "1"));
    return plan(
        OAuthGrant.AUTHORIZATION_CODE,
        issuer,
        "1",
        Optional.of(new TokenPlan.Login(Optional.empty(), new TreeMap<>(), given)));
  }

  /** What is needed with a version of the client's Secret. */
  static TokenPlan plan(String issuer, String clientVersion) {
    return plan(OAuthGrant.CLIENT_CREDENTIALS, issuer, clientVersion, Optional.empty());
  }

  private static TokenPlan plan(
      OAuthGrant grant, String issuer, String clientVersion, Optional<TokenPlan.Login> login) {
    return new TokenPlan(
        grant,
        "connector",
        "acme",
        HttpUrl.parse("https://crm.example.com/mcp").orElseThrow(),
        issuer,
        Optional.empty(),
        Optional.empty(),
        ClientAuthMethod.AUTO,
        Optional.of(new SecretVersion("client", "client-1", clientVersion)),
        Optional.empty(),
        List.of(),
        new TreeMap<>(),
        Duration.ofSeconds(5),
        Optional.empty(),
        login);
  }
}
