package dev.toolrack.operator.shell.token;

import dev.toolrack.core.cluster.HandedOver;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.ClientAuthMethod;
import dev.toolrack.mcp.oauth.LoginStart;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.PendingLogin;
import dev.toolrack.mcp.oauth.Registration;
import dev.toolrack.mcp.oauth.RegistrationRequest;
import dev.toolrack.mcp.oauth.ServerAbilities;
import dev.toolrack.mcp.oauth.TokenAnswer;
import dev.toolrack.mcp.oauth.Tokens;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import dev.toolrack.operator.shell.token.TokenAsking.Backing;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins of people who come to the operator with a browser: begins them and ends them at the
 * authorization server. What is remembered in between is kept elsewhere.
 */
public final class PersonsLogins {
  private static final Logger LOG = LoggerFactory.getLogger(PersonsLogins.class);

  private final OAuthClient oauth;
  private final Backing backing;
  private final InstantSource clock;
  private final Withdrawal withdrawal;

  public PersonsLogins(OAuthClient oauth, Backing backing, InstantSource clock) {
    this.oauth = oauth;
    this.backing = backing;
    this.clock = clock;
    this.withdrawal = new Withdrawal(oauth, backing);
  }

  /**
   * Who asks, where the integration names no client of its own.
   *
   * @param client what is handed over with the login
   * @param managementUri where the client's registration can be deleted
   * @param managementToken what that takes
   */
  public record Asker(
      ClientValues client, Optional<URI> managementUri, Optional<String> managementToken) {

    /** Shows nothing: all of it is secret or names somebody. */
    @Override
    public String toString() {
      return "Asker";
    }
  }

  /**
   * A login that the browser can be sent away for.
   *
   * @param start where to, and what has to be remembered
   * @param asker who asks, where the integration names no client
   */
  public record Begun(LoginStart start, Optional<Asker> asker) {}

  /**
   * Where the browser comes back to, and who says so.
   *
   * @param callback the redirect URI
   * @param clientDocument the client's metadata, for servers that take its address for a client ID
   * @param state nobody can guess it
   * @param known who asked for a login that was begun before and never ended: another registration
   *     would be left behind at the server
   */
  public record Way(URI callback, URI clientDocument, String state, Optional<Asker> known) {}

  /**
   * What a person agrees to.
   *
   * @param destinations where what the login gives may be sent
   * @param reach how far copies of the token may travel
   */
  public record Agreed(List<String> destinations, String reach) {
    /** Takes a copy. */
    public Agreed {
      destinations = List.copyOf(destinations);
    }
  }

  /**
   * What somebody would agree to. The authorization server is asked where it is not declared.
   *
   * @throws OAuthException if that cannot be said: nobody shall agree to what they are not shown
   */
  public LoginOffer offer(IntegrationRef ref, TokenPlan plan)
      throws OAuthException, InterruptedException {
    AskedServer server = server(ref, plan);
    if (server.tokenEndpoint().isPresent() && server.authorizationEndpoint().isPresent()) {
      return new LoginOffer(
          plan,
          server.authorizationEndpoint(),
          server.tokenEndpoint(),
          server.revocationEndpoint());
    }
    ServerAbilities abilities = oauth.abilities(byMetadata(server));
    // Whoever declares where tokens come from has no metadata asked when one is given back.
    return new LoginOffer(
        plan,
        server.authorizationEndpoint().or(abilities::authorizationEndpoint),
        server.tokenEndpoint().or(abilities::tokenEndpoint),
        server.tokenEndpoint().isPresent()
            ? server.revocationEndpoint()
            : server.revocationEndpoint().or(abilities::revocationEndpoint));
  }

  /** Where one of two endpoints is declared, the other one is in the metadata all the same. */
  private static AskedServer byMetadata(AskedServer server) {
    return new AskedServer(
        server.issuer(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        server.tenant(),
        server.trust(),
        server.consent(),
        server.timeout());
  }

  /**
   * Begins a login.
   *
   * @throws OAuthException if it cannot begin
   */
  public Begun begin(IntegrationRef ref, TokenPlan plan, Way way)
      throws OAuthException, InterruptedException {
    AskedServer server = server(ref, plan);
    Optional<Asker> asker =
        plan.client().isPresent() ? Optional.empty() : Optional.of(introduced(server, plan, way));
    try {
      LoginStart start =
          oauth.begin(
              server,
              client(ref, plan, asker),
              Requests.terms(plan),
              plan.login().map(TokenPlan.Login::parameters).orElseGet(TreeMap::new),
              way.callback(),
              way.state());
      return new Begun(start, asker);
    } catch (OAuthException e) {
      forget(ref, plan, asker.filter(who -> !way.known().equals(Optional.of(who))));
      throw e;
    }
  }

  private Asker introduced(AskedServer server, TokenPlan plan, Way way)
      throws OAuthException, InterruptedException {
    boolean https = "https".equals(way.clientDocument().getScheme());
    if (https && oauth.abilities(server).clientIdMetadataDocuments()) {
      return new Asker(
          new ClientValues(way.clientDocument().toString(), Optional.empty(), Optional.empty()),
          Optional.empty(),
          Optional.empty());
    }
    if (way.known().isPresent()) {
      return way.known().get();
    }
    Registration registered =
        oauth.register(
            server,
            new RegistrationRequest(
                "Toolrack",
                List.of(way.callback()),
                true,
                ClientAuthMethod.AUTO,
                plan.scopes(),
                Optional.empty(),
                Optional.empty()));
    return new Asker(
        new ClientValues(registered.client().id(), registered.client().secret(), Optional.empty()),
        registered.managementUri(),
        registered.managementToken());
  }

  /**
   * Ends a login: checks what the browser brought and redeems the code.
   *
   * @param agreed the code and the client's secret go nowhere else
   * @param query what followed the question mark, as it came
   */
  public TokenAnswer redeem(
      IntegrationRef ref,
      TokenPlan plan,
      Optional<Asker> asker,
      PendingLogin pending,
      Agreed agreed,
      String query)
      throws InterruptedException {
    CredentialConsent owner = consent(ref, plan);
    AskedServer server =
        Requests.server(
            backing,
            plan,
            destination ->
                agreed.destinations().contains(destination.toString())
                    && owner.allows(destination));
    try {
      return oauth.redeem(server, client(ref, plan, asker), Requests.terms(plan), pending, query);
    } catch (OAuthException e) {
      return new TokenAnswer.Refused(e.failure());
    }
  }

  /** What is handed over. */
  public Content grant(TokenPlan plan, Optional<Asker> asker, Tokens tokens, Agreed agreed) {
    var login =
        new HandedOver(
            plan.identity(),
            agreed.destinations(),
            new HandedOver.Grant(
                tokens.accessToken(),
                tokens.refreshToken(),
                tokens.lifetime(),
                tokens.scopes(),
                tokens.account(),
                clock.instant()),
            asker.map(PersonsLogins::client));
    var annotations = new HashMap<>(login.annotations());
    annotations.put(Api.TOKEN_REACH_ANNOTATION, agreed.reach());
    return new Content(annotations, login.data());
  }

  private static HandedOver.Client client(Asker asker) {
    return new HandedOver.Client(
        asker.client().id(),
        asker.client().secret(),
        asker.managementUri().map(URI::toString),
        asker.managementToken());
  }

  /** Takes back what nobody can be handed; best effort, it ends by itself. */
  public void undo(IntegrationRef ref, TokenPlan plan, Content grant) {
    withdrawal.revoke(ref, plan, grant);
  }

  /** Deletes the registration of a client that nobody will use; best effort. */
  public void forget(IntegrationRef ref, TokenPlan plan, Optional<Asker> asker)
      throws InterruptedException {
    if (asker.flatMap(Asker::managementUri).isEmpty()) {
      return;
    }
    Asker who = asker.get();
    Optional<OAuthFailure> failure =
        oauth.unregister(
            Requests.server(backing, plan, CredentialConsent.SAME_ORIGIN),
            new Registration(
                Requests.client(who.client(), plan), who.managementUri(), who.managementToken()));
    failure.ifPresent(f -> LOG.warn("the client of integration {} was not deleted: {}", ref, f));
  }

  private OAuthClientId client(IntegrationRef ref, TokenPlan plan, Optional<Asker> asker)
      throws OAuthException {
    return asker
        .map(Asker::client)
        .or(() -> plan.client().flatMap(secret -> backing.client(ref.namespace(), secret)))
        .map(values -> Requests.client(values, plan))
        .orElseThrow(() -> new OAuthException(OAuthFailure.CLIENT_INVALID));
  }

  private AskedServer server(IntegrationRef ref, TokenPlan plan) {
    return Requests.server(backing, plan, consent(ref, plan));
  }

  /** A client of the integration's goes where its Secret may go; others are this server's only. */
  private CredentialConsent consent(IntegrationRef ref, TokenPlan plan) {
    return plan.client().isPresent()
        ? Requests.agreed(backing, ref, plan)
        : CredentialConsent.SAME_ORIGIN;
  }
}
