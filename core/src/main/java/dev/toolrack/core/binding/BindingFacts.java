package dev.toolrack.core.binding;

import dev.toolrack.core.binding.AliasHolders.Held;
import dev.toolrack.core.binding.AliasHolders.Loser;
import dev.toolrack.core.binding.ServerDecision.Included;
import dev.toolrack.core.binding.ServerDecision.NotFound;
import dev.toolrack.core.binding.ServerDecision.Unavailable;
import dev.toolrack.core.render.ToolsetDocument.AgentPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.UnavailablePart;
import dev.toolrack.core.render.ToolsetRenderer;
import dev.toolrack.core.render.ToolsetRenderer.Rendering;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.scope.ScopePath;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.AgentToolBindingStatus.Entry;
import dev.toolrack.crds.ServerState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts a decision about a binding into the words of its outputs and of its status. */
final class BindingFacts {
  /** The longest list that the schema takes; included servers come first. */
  private static final int MAX_ENTRIES = 128;

  private BindingFacts() {}

  static BindingOutcome outcome(
      BindingSnapshot snapshot,
      Agent agent,
      Map<String, Held> held,
      List<ServerDecision> decisions) {
    List<Included> included = only(decisions, Included.class);
    Rendering rendering =
        ToolsetRenderer.render(
            part(agent), included.stream().map(Included::server).toList(), unavailable(decisions));
    Set<String> delivered =
        rendering.outputs().servers().stream().map(ServerPart::name).collect(Collectors.toSet());
    List<ServerDecision> settled = decisions.stream().map(d -> withoutRoom(d, delivered)).toList();
    List<Included> kept = only(settled, Included.class);
    int tools = kept.stream().mapToInt(i -> i.server().part().tools().size()).sum();
    long contextBytes = kept.stream().mapToLong(Included::contextBytes).sum();
    var facts =
        new AgentToolBindingStatus(
            snapshot.generation(),
            path(agent),
            kept.size(),
            tools,
            contextBytes,
            entries(snapshot, agent, held, settled),
            List.of());
    return new BindingOutcome(
        BindingFindings.of(snapshot, agent, settled, tools, contextBytes),
        facts,
        rendering.outputs(),
        kept.stream().map(Included::integration).collect(Collectors.toSet()),
        refused(held));
  }

  private static Map<IntegrationRef, AliasRefusal> refused(Map<String, Held> held) {
    var refused = new HashMap<IntegrationRef, AliasRefusal>();
    held.forEach((alias, holders) ->
        holders.losers().stream()
            .filter(loser -> loser.reason().refusesAlias())
            .forEach(loser ->
                refused.put(
                    loser.claim().integration().ref(),
                    new AliasRefusal(
                        loser.reason(), alias, holders.holder().integration().ref()))));
    return refused;
  }

  private static ServerDecision withoutRoom(ServerDecision decision, Set<String> delivered) {
    return decision instanceof Included included && !delivered.contains(included.alias())
        ? new Unavailable(included.alias(), included.integration(), Reason.TOO_LARGE)
        : decision;
  }

  private static <T> List<T> only(List<ServerDecision> decisions, Class<T> type) {
    return decisions.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static AgentPart part(Agent agent) {
    return agent.belonging() instanceof Belonging.Placed(ScopePath path)
        ? new AgentPart(agent.name(), agent.namespace(), path.org(), path.team(), path.project())
        : new AgentPart(agent.name(), agent.namespace(), null, null, null);
  }

  private static String path(Agent agent) {
    return switch (agent.belonging()) {
      case Belonging.Placed(ScopePath path) -> path.toString();
      case Belonging.Root() -> "cluster";
      case Belonging.Island(), Belonging.Invalid(String _) -> "-";
    };
  }

  private static List<UnavailablePart> unavailable(List<ServerDecision> decisions) {
    var parts = new ArrayList<UnavailablePart>();
    for (ServerDecision decision : decisions) {
      switch (decision) {
        case Unavailable(String alias, var integration, Reason reason) ->
            parts.add(new UnavailablePart(alias, integration.toString(), reason.wire()));
        case NotFound(String alias, var _) ->
            parts.add(new UnavailablePart(alias, null, Reason.NOT_FOUND.wire()));
        case Included _ -> {}
      }
    }
    parts.sort(Comparator.comparing(UnavailablePart::name));
    return parts;
  }

  private static List<Entry> entries(
      BindingSnapshot snapshot,
      Agent agent,
      Map<String, Held> held,
      List<ServerDecision> decisions) {
    var entries = new ArrayList<Entry>();
    decisions.forEach(d -> entries.add(entry(d)));
    entries.addAll(shadowed(snapshot.spec(), agent, held));
    entries.sort(
        Comparator.comparing(Entry::state)
            .thenComparing(Entry::alias)
            .thenComparing(Entry::integration));
    return entries.stream()
        .collect(
            Collectors.toMap(
                Entry::integration, Function.identity(), (a, b) -> a, LinkedHashMap::new))
        .values()
        .stream()
        .limit(MAX_ENTRIES)
        .toList();
  }

  private static Entry entry(ServerDecision decision) {
    return switch (decision) {
      case Included included ->
          new Entry(
              included.integration().toString(),
              included.alias(),
              ServerState.INCLUDED,
              included.server().part().tools().size(),
              null);
      case Unavailable(String alias, var integration, Reason reason) ->
          new Entry(integration.toString(), alias, ServerState.UNAVAILABLE, null, reason.wire());
      case NotFound(String alias, var pinned) ->
          new Entry(
              pinned.orElse(alias), alias, ServerState.NOT_FOUND, null, Reason.NOT_FOUND.wire());
    };
  }

  /** A loser is told of only where it is this namespace's own, or was asked for by name. */
  private static List<Entry> shadowed(
      AgentToolBindingSpec spec, Agent agent, Map<String, Held> held) {
    var entries = new ArrayList<Entry>();
    held.forEach((alias, holders) -> {
      for (Loser loser : holders.losers()) {
        var ref = loser.claim().integration().ref();
        boolean asked =
            spec.servers() != null
                && spec.servers().stream().anyMatch(s -> ref.toString().equals(s.integration()));
        if (asked || ref.namespace().equals(agent.namespace())) {
          entries.add(
              new Entry(ref.toString(), alias, ServerState.SHADOWED, null, loser.reason().wire()));
        }
      }
    });
    return entries;
  }
}
