package dev.toolrack.core.binding;

import dev.toolrack.core.binding.AliasHolders.Held;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.AgentToolBindingSpec.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which servers and tools one agent gets (resolution.md, Which integrations an agent gets).
 * Pure and total; the order of the integrations never matters.
 */
public final class BindingResolver {

  private BindingResolver() {}

  /**
   * The decision, or empty where nothing can be decided yet: the namespace or the view of an
   * integration is not known so far. Then everything stays as it is.
   */
  public static Optional<BindingOutcome> resolve(BindingSnapshot snapshot) {
    return steps(snapshot)
        .map(steps ->
            BindingFacts.outcome(snapshot, steps.agent(), steps.held(), steps.decisions()));
  }

  /** How the decision comes about; empty where there is none. */
  public static Optional<BindingTrace> trace(BindingSnapshot snapshot) {
    return steps(snapshot)
        .map(steps ->
            new BindingTrace(
                steps.agent(),
                steps.held().entrySet().stream()
                    .map(held -> held.getValue().contest(held.getKey()))
                    .toList(),
                steps.decisions()));
  }

  private record Steps(Agent agent, Map<String, Held> held, List<ServerDecision> decisions) {}

  private static Optional<Steps> steps(BindingSnapshot snapshot) {
    Optional<Agent> agent = snapshot.agent().optional();
    if (agent.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Held> held =
        takesNothing(snapshot.spec())
            ? Map.of()
            : AliasHolders.of(snapshot.integrations(), agent.get(), snapshot.cross());
    if (held.values().stream().flatMap(Held::claims).anyMatch(BindingResolver::isUndecided)) {
      return Optional.empty();
    }
    return Optional.of(new Steps(agent.get(), held, decisions(snapshot, agent.get(), held)));
  }

  /**
   * The same, once more without those whose Secrets refuse the delivery now, whatever was decided
   * about them earlier: nobody else waits for them.
   *
   * @param refused whether the value of a source may not be had
   */
  public static Optional<BindingOutcome> resolve(
      BindingSnapshot snapshot, Predicate<CredentialSource> refused) {
    Optional<BindingOutcome> decided = resolve(snapshot);
    Set<IntegrationRef> refusing = refusing(decided, refused);
    return refusing.isEmpty() ? decided : resolve(snapshot.withoutCredentialsOf(refusing));
  }

  /** How that decision comes about; empty where there is none. */
  public static Optional<BindingTrace> trace(
      BindingSnapshot snapshot, Predicate<CredentialSource> refused) {
    return trace(snapshot.withoutCredentialsOf(refusing(resolve(snapshot), refused)));
  }

  private static Set<IntegrationRef> refusing(
      Optional<BindingOutcome> decided, Predicate<CredentialSource> refused) {
    return decided.map(outcome -> outcome.outputs().refusing(refused)).orElseGet(Set::of);
  }

  /** What needs no integration is decided without one. */
  private static boolean takesNothing(AgentToolBindingSpec spec) {
    return !spec.enabled() || (spec.servers() != null && spec.servers().isEmpty());
  }

  /** An integration that the agent might get, with a view that was not published yet. */
  private static boolean isUndecided(AliasHolders.Claim claim) {
    IntegrationInReach integration = claim.integration();
    return integration.spec().enabled()
        && !(integration.view() instanceof Lookup.Found<IntegrationView>);
  }

  private static List<ServerDecision> decisions(
      BindingSnapshot snapshot, Agent agent, Map<String, Held> held) {
    if (!snapshot.spec().enabled()) {
      return List.of();
    }
    Map<String, Server> listed = listed(snapshot.spec());
    RuleList rules = rules(agent.namespace() + "/" + agent.name(), snapshot.spec());
    var decisions = new ArrayList<ServerDecision>();
    held.forEach((alias, holders) -> {
      boolean wanted =
          !snapshot.spec().exclude().contains(alias)
              && (snapshot.spec().servers() == null || listed.containsKey(alias));
      if (wanted) {
        decisions.add(decision(snapshot, agent, rules, listed.get(alias), alias, holders));
      }
    });
    listed.forEach((alias, server) -> {
      if (!held.containsKey(alias)) {
        decisions.add(
            new ServerDecision.NotFound(alias, Optional.ofNullable(server.integration())));
      }
    });
    return decisions;
  }

  /**
   * The rules of a binding.
   *
   * @param binding {@code namespace/name}
   */
  public static RuleList rules(String binding, AgentToolBindingSpec spec) {
    return RuleList.ofBinding(binding, spec.tools().rules()).beside(spec.tools().unknown());
  }

  private static Map<String, Server> listed(AgentToolBindingSpec spec) {
    var listed = new LinkedHashMap<String, Server>();
    if (spec.servers() != null) {
      spec.servers().forEach(server -> listed.putIfAbsent(server.alias(), server));
    }
    return listed;
  }

  private static ServerDecision decision(
      BindingSnapshot snapshot,
      Agent agent,
      RuleList rules,
      @Nullable Server listed,
      String alias,
      Held held) {
    IntegrationInReach integration = held.holder().integration();
    IntegrationRef ref = integration.ref();
    if (listed != null
        && (!listed.unknown().isEmpty()
            || (listed.integration() != null && !listed.integration().equals(ref.toString())))) {
      return new ServerDecision.Unavailable(alias, ref, Reason.PINNED_OTHER);
    }
    if (!integration.spec().enabled()) {
      return new ServerDecision.Unavailable(alias, ref, Reason.DISABLED);
    }
    IntegrationView view = integration.view().optional().orElseThrow();
    return switch (view.availability()) {
      case Availability.Unavailable(Reason reason) ->
          new ServerDecision.Unavailable(
              alias,
              ref,
              ref.namespace().equals(agent.namespace()) ? reason : reason.toForeigners());
      case Availability.Unknown() ->
          RetainedServer.of(alias, integration, snapshot.delivered().get(ref), rules, agent);
      // What one watch tells already and the other one not yet: nothing may be added meanwhile.
      case Availability.Available _ when view.generation() > integration.generation() ->
          RetainedServer.of(alias, integration, snapshot.delivered().get(ref), rules, agent);
      case Availability.Available(var server) -> {
        // A view that is older than the spec may only remove.
        boolean older = view.generation() < integration.generation() && !integration.delivered();
        if (older || !server.alias().equals(alias)) {
          yield new ServerDecision.Unavailable(alias, ref, Reason.NOT_VERIFIED_YET);
        }
        yield AgentServer.of(ref, server, view.memo(), rules, agent);
      }
    };
  }
}
