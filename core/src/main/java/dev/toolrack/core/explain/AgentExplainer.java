package dev.toolrack.core.explain;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingTrace;
import dev.toolrack.core.binding.BindingTrace.Contest;
import dev.toolrack.core.binding.ServerDecision;
import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.explain.ServerExplanation.Candidate;
import dev.toolrack.core.render.JsonText;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.ServerState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Explains what one agent gets. */
final class AgentExplainer {
  private final Cluster cluster;
  private final IntegrationExplainer integrations;
  private final ObjectName name;
  private final AgentToolBinding binding;
  private final Optional<BindingOutcome> outcome;
  private final Optional<BindingTrace> trace;

  AgentExplainer(
      Resolution resolution, IntegrationExplainer integrations, AgentToolBinding binding) {
    this.cluster = resolution.cluster();
    this.integrations = integrations;
    this.name = ObjectName.of(binding);
    this.binding = binding;
    // Who does not see every integration cannot tell who wins an alias.
    boolean sees =
        !cluster.unseen().anyOf("McpIntegration") && !cluster.unseen().anyOf("Namespace");
    this.outcome = sees ? resolution.binding(name) : Optional.empty();
    this.trace = outcome.isPresent() ? resolution.trace(name) : Optional.empty();
  }

  ObjectName name() {
    return name;
  }

  AgentToolBindingSpec spec() {
    return binding.getSpec();
  }

  /** How it was decided; empty where that cannot be told. */
  Optional<BindingTrace> trace() {
    return trace;
  }

  /** What was decided; empty where that cannot be told. */
  Optional<BindingOutcome> outcome() {
    return outcome;
  }

  /** The servers of its toolset in the cluster, as far as it is visible. */
  List<ServerPart> delivered() {
    return cluster.memory().delivered().getOrDefault(name, List.of());
  }

  AgentExplanation explain() {
    return new AgentExplanation(
        name.toString(),
        integrations.place(name.namespace()),
        spec().enabled(),
        outcome.isPresent() ? "Decided" : "Status",
        servers(),
        state(),
        cluster.unseen().describe());
  }

  private String state() {
    if (!cluster.memory().delivered().containsKey(name)) {
      return "NotVisible";
    }
    return outcome
        // As texts: what is empty is left out of a file.
        .map(o ->
            JsonText.of(o.outputs().servers()).equals(JsonText.of(delivered()))
                ? "UpToDate"
                : "Differs")
        .orElse("UpToDate");
  }

  List<ServerExplanation> servers() {
    var servers = new TreeMap<String, ServerExplanation>();
    if (trace.isPresent()) {
      trace.get().contests().forEach(contest -> add(servers, server(contest.alias())));
      trace.get().decisions().forEach(decision -> add(servers, server(decision.alias())));
    } else {
      statusEntries().forEach(entry -> add(servers, fromStatus(entry)));
    }
    return new ArrayList<>(servers.values());
  }

  private static void add(Map<String, ServerExplanation> servers, ServerExplanation server) {
    servers.putIfAbsent(server.alias(), server);
  }

  /** Included ones first: a shadowed one of the same alias is only a candidate. */
  private List<AgentToolBindingStatus.Entry> statusEntries() {
    return Optional.ofNullable(binding.getStatus())
        .map(AgentToolBindingStatus::integrations)
        .orElseGet(List::of)
        .stream()
        .filter(entry -> entry.state() != ServerState.SHADOWED)
        .sorted(Comparator.comparing(AgentToolBindingStatus.Entry::alias))
        .toList();
  }

  private static ServerExplanation fromStatus(AgentToolBindingStatus.Entry entry) {
    Optional<Reason> reason = Reason.read(entry.reason());
    return new ServerExplanation(
        entry.alias(),
        entry.state().wire(),
        entry.state() == ServerState.NOT_FOUND ? null : entry.integration(),
        entry.reason(),
        reason.map(Reason::meaning).orElse(null),
        reason.map(Reason::remedy).filter(text -> !text.isEmpty()).orElse(null),
        List.of(),
        entry.tools());
  }

  /** What became of an alias. */
  ServerExplanation server(String alias) {
    if (trace.isEmpty()) {
      return statusEntries().stream()
          .filter(entry -> entry.alias().equals(alias))
          .findFirst()
          .map(AgentExplainer::fromStatus)
          .orElseGet(() -> absent(alias, ServerState.NOT_FOUND.wire(), Reason.NOT_FOUND));
    }
    List<Candidate> candidates =
        trace.get().contest(alias).map(this::candidates).orElseGet(List::of);
    Optional<ServerDecision> decision = trace.get().decision(alias);
    if (decision.isEmpty()) {
      return untaken(alias, candidates);
    }
    return switch (decision.get()) {
      case ServerDecision.Included included -> included(included, candidates);
      case ServerDecision.Unavailable(String _, var integration, Reason reason) ->
          unavailable(alias, integration, reason, candidates);
      case ServerDecision.NotFound(String _, var pinned) ->
          of(alias, "NotFound", pinned.orElse(null), Reason.NOT_FOUND, candidates);
    };
  }

  private ServerExplanation included(ServerDecision.Included included, List<Candidate> candidates) {
    String integration = included.integration().toString();
    boolean room = outcome.map(o -> o.included().contains(included.integration())).orElse(false);
    return room
        ? new ServerExplanation(
            included.alias(),
            ServerExplanation.INCLUDED,
            integration,
            null,
            null,
            null,
            candidates,
            included.server().part().tools().size())
        : of(included.alias(), "Unavailable", integration, Reason.TOO_LARGE, candidates);
  }

  /** The binding itself does not take it. */
  private ServerExplanation untaken(String alias, List<Candidate> candidates) {
    String holder = candidates.isEmpty() ? null : candidates.getFirst().integration();
    String state;
    String why;
    String remedy;
    if (!spec().enabled()) {
      state = "BindingDisabled";
      why = "The binding's spec.enabled is false.";
      remedy = "Set spec.enabled of binding %s to true.".formatted(name);
    } else if (candidates.isEmpty() && takesSome()) {
      // Whatever the binding says of it: naming it would not bring it.
      return absent(alias, "NotFound", Reason.NOT_FOUND);
    } else if (spec().exclude().contains(alias)) {
      state = "Excluded";
      why = "The binding's spec.exclude names it.";
      remedy = "Remove %s from spec.exclude of binding %s.".formatted(alias, name);
    } else if (spec().servers() != null && !lists(alias)) {
      state = "NotListed";
      why = "The binding's spec.servers does not name it.";
      remedy = "Add {alias: %s} to spec.servers of binding %s.".formatted(alias, name);
    } else {
      return absent(alias, "NotFound", Reason.NOT_FOUND);
    }
    return new ServerExplanation(alias, state, holder, null, why, remedy, candidates, null);
  }

  /** Who takes no server at all is decided without a look at the integrations. */
  private boolean takesSome() {
    var servers = spec().servers();
    return servers == null || !servers.isEmpty();
  }

  private boolean lists(String alias) {
    var servers = spec().servers();
    return servers != null && servers.stream().anyMatch(s -> s.alias().equals(alias));
  }

  /** In the words of its own conditions, which name what is wrong; they may be read here. */
  private ServerExplanation unavailable(
      String alias, IntegrationRef integration, Reason reason, List<Candidate> candidates) {
    ServerExplanation plain = of(alias, "Unavailable", integration.toString(), reason, candidates);
    return integrations.explain(integration).stream()
        .flatMap(explanation -> explanation.notes().stream())
        .filter(note -> note.reason().equals(reason.wire()))
        .findFirst()
        .map(note -> plain.because(note.message()))
        .orElse(plain);
  }

  private static ServerExplanation absent(String alias, String state, Reason reason) {
    return of(alias, state, null, reason, List.of());
  }

  private static ServerExplanation of(
      String alias,
      String state,
      @Nullable String integration,
      Reason reason,
      List<Candidate> candidates) {
    return new ServerExplanation(
        alias,
        state,
        integration,
        reason.wire(),
        reason.meaning(),
        Words.emptyAsNull(reason.remedy()),
        candidates,
        null);
  }

  private List<Candidate> candidates(Contest contest) {
    var candidates = new ArrayList<Candidate>();
    candidates.add(candidate(contest.holder()));
    contest.losers().forEach(loser -> candidates.add(candidate(loser)));
    return candidates;
  }

  private Candidate candidate(BindingTrace.Candidate candidate) {
    var integration = integrations.integration(candidate.integration()).orElseThrow();
    return new Candidate(
        candidate.integration().toString(),
        References.connector(integration).toString(),
        Words.of(candidate.specificity()),
        integrations.reach(integration).map(Reach::describe).orElse("not visible"),
        integration.getSpec().override().wire(),
        candidate.lost().map(Reason::wire).orElse("Holds"),
        candidate.lost().map(Reason::sentence).orElse(null));
  }
}
