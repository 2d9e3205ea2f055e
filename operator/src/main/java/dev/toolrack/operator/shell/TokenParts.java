package dev.toolrack.operator.shell;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.TokenReading;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.edge.EdgeSource;
import dev.toolrack.operator.edge.SlimStore;
import dev.toolrack.operator.shell.apply.ConnectSecrets;
import dev.toolrack.operator.shell.apply.Labels;
import dev.toolrack.operator.shell.apply.Leftovers;
import dev.toolrack.operator.shell.apply.TokenStore;
import dev.toolrack.operator.shell.gather.LastMoment;
import dev.toolrack.operator.shell.token.ClientValues;
import dev.toolrack.operator.shell.token.TokenAsking;
import dev.toolrack.operator.shell.token.TokenSchedule;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the integrations' reconciler keeps their access tokens with. */
final class TokenParts {
  private static final String SUFFIX = TokenPlan.secretName("");

  private final World world;
  private final LastMoment lastMoment;
  private final Backing backing;
  private final TokenAsking asking;
  private final TokenStore store;
  private final TokenSchedule schedule;
  private final Leftovers.Output output;
  private final Leftovers.Output connects;
  private final ConnectHandOvers handOvers;
  // By UID. Kept while an integration is disabled too: it may be deleted without being enabled
  // again.
  private final ConcurrentMap<String, TokenPlan> latest = new ConcurrentHashMap<>();

  /**
   * @param source of the token Secrets
   * @param lastMoment what a request needs when it begins
   * @param onNews told of every integration whose token is new or cannot be had
   */
  TokenParts(
      World world,
      InformerEventSource<Secret, McpIntegration> source,
      LastMoment lastMoment,
      Consumer<IntegrationRef> onNews) {
    this.world = world;
    this.lastMoment = lastMoment;
    store = new TokenStore(world.client(), source, world.writes(), world.gate(), onNews);
    var connectSecrets = new ConnectSecrets(world.client(), world.writes(), world.gate());
    backing = new Backing(lastMoment, connectSecrets);
    asking = world.tokens().asking(backing, store);
    schedule = world.tokens().make(asking, onNews);
    output = new Leftovers.Output(world.owned(source), McpIntegration.class, SUFFIX);
    connects =
        new Leftovers.Output(world.owned(source), McpIntegration.class, TokenPlan.connectName(""));
    handOvers = new ConnectHandOvers(source, connectSecrets, world.clock());
  }

  /** What a request for a token reads from the caches. */
  private record Backing(LastMoment lastMoment, ConnectSecrets connects)
      implements TokenAsking.Backing {
    @Override
    public Optional<ClientValues> client(String namespace, SecretVersion client) {
      return lastMoment.secrets().client(namespace, client);
    }

    @Override
    public boolean agrees(String namespace, SecretVersion client, HttpUrl destination) {
      return lastMoment.secrets().agrees(namespace, client, destination);
    }

    @Override
    public Optional<Secret> handOver(String namespace, SecretVersion login) {
      return lastMoment
          .secrets()
          .read(namespace, login)
          .or(() -> connects.handOver(namespace, login));
    }

    @Override
    public Requester requester(String namespace) {
      return lastMoment.requester(namespace);
    }
  }

  /**
   * An informer over the token Secrets, with their values.
   *
   * @param seen told of each of them
   */
  static InformerEventSource<Secret, McpIntegration> source(
      World world, EventSourceContext<McpIntegration> context, Consumer<Secret> seen) {
    return EdgeSource.owned(
        Secret.class,
        context,
        world.enabled(),
        "tokens",
        Labels.TOKENS,
        SUFFIX,
        new SlimStore.Form<Secret, Secret>() {
          @Override
          public Secret pack(Secret full) {
            return ConnectSecrets.isOne(full)
                ? world.slim().connect(full)
                : world.slim().token(full);
          }

          @Override
          public Secret unpack(String key, Secret kept) {
            return kept;
          }
        },
        token -> {
          seen.accept(token);
          return true;
        });
  }

  /** A token Secret is there, or has changed. */
  void seen(Secret token) {
    world.leftovers().seen(ConnectSecrets.isOne(token) ? connects : output, token);
  }

  /** What is known of an integration's token. */
  TokenState state(McpIntegration integration) {
    if (integration.getSpec().credentials().oauth() == null) {
      return TokenState.NONE;
    }
    IntegrationRef ref = References.integration(integration);
    String uid = integration.getMetadata().getUid();
    Lookup<TokenFacts> kept =
        store
            .cached(ref, uid)
            .map(TokenReading::facts)
            .map(Lookup::found)
            .orElseGet(Lookup::absent);
    return new TokenState(kept, handOver(integration, kept), schedule.failure(ref, uid));
  }

  /** Of two ways in which a login may come, the one whose login was not taken over yet. */
  private Optional<SecretVersion> handOver(McpIntegration integration, Lookup<TokenFacts> kept) {
    List<SecretVersion> given =
        Stream.concat(
                References.handOver(integration).flatMap(lastMoment.secrets()::handOver).stream(),
                handOvers.given(integration).stream())
            .toList();
    return given.stream()
        .filter(login -> !isTaken(login, kept))
        .findFirst()
        .or(() -> given.stream().findFirst());
  }

  private static boolean isTaken(SecretVersion login, Lookup<TokenFacts> kept) {
    return kept instanceof Lookup.Found<TokenFacts>(TokenFacts token) && token.isOf(login);
  }

  /**
   * Sees to it that there is the token that was decided to be needed; one that is not declared any
   * more goes.
   */
  void settle(McpIntegration integration, IntegrationOutcome outcome, TokenState known) {
    if (integration.getSpec().credentials().oauth() == null) {
      abandon(integration);
    }
    outcome.token().ifPresent(plan -> latest.put(integration.getMetadata().getUid(), plan));
    schedule.plan(
        References.integration(integration),
        integration.getMetadata().getUid(),
        outcome.token(),
        known.kept());
    handOvers.tidy(integration, login -> isTaken(login, known.kept()));
    if (integration.getSpec().credentials().oauth() == null) {
      store.remove(integration);
    }
  }

  /** A token that is there is revoked; its Secret goes with the integration. */
  private void abandon(McpIntegration integration) {
    IntegrationRef ref = References.integration(integration);
    String uid = integration.getMetadata().getUid();
    TokenPlan plan = latest.remove(uid);
    if (plan != null) {
      store.cached(ref, uid).ifPresent(token -> asking.abandon(ref, plan, token));
    }
  }

  /** Lets refreshes under way come to their end. */
  void close() {
    asking.close();
  }

  /** The integration is gone. */
  void gone(McpIntegration integration) {
    abandon(integration);
    String uid = integration.getMetadata().getUid();
    schedule.forget(References.integration(integration), uid);
    asking.forget(uid);
    world.leftovers().ownerGone(output, integration);
    world.leftovers().ownerGone(connects, integration);
  }

  /** When to look again at a login that somebody has begun and may never end. */
  Optional<Duration> connectEnds(McpIntegration integration) {
    return handOvers.ends(integration);
  }

  /** What logins of people need that begin at this operator. */
  TokenAsking.Backing backing() {
    return backing;
  }

  TokenSchedule schedule() {
    return schedule;
  }
}
