package dev.toolrack.core.binding;

import dev.toolrack.core.binding.ServerDecision.Included;
import dev.toolrack.core.binding.ServerDecision.NotFound;
import dev.toolrack.core.binding.ServerDecision.Unavailable;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.spec.Unrecognised;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.AgentToolBindingSpec.Budget;
import dev.toolrack.crds.AgentToolBindingSpec.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is worth telling about a binding, apart from its delivery. */
final class BindingFindings {
  /** Servers named in one message; the rest is in status.integrations. */
  private static final int NAMED = 5;

  private BindingFindings() {}

  static List<Finding> of(
      BindingSnapshot snapshot,
      Agent agent,
      List<ServerDecision> decisions,
      int tools,
      long contextBytes) {
    var findings = new ArrayList<Finding>(accepted(snapshot.spec(), agent));
    findings.add(resolved(snapshot.spec(), decisions));
    findings.add(budget(snapshot.spec().budget(), tools, contextBytes));
    return findings;
  }

  private static List<Finding> accepted(AgentToolBindingSpec spec, Agent agent) {
    var findings = new ArrayList<Finding>();
    if (!spec.enabled()) {
      findings.add(Finding.of(ConditionType.ACCEPTED, Reason.DISABLED));
    }
    if (agent.belonging() instanceof Belonging.Invalid(String message)) {
      findings.add(Finding.of(ConditionType.ACCEPTED, Reason.SCOPE_INVALID, message));
    }
    Unrecognised.in(spec)
        .ifPresent(fields ->
            findings.add(Finding.of(ConditionType.ACCEPTED, Reason.SPEC_NOT_UNDERSTOOD, fields)));
    List<String> unreachable = RuleList.ofBinding("", spec.tools().rules()).unreachable();
    if (!unreachable.isEmpty()) {
      findings.add(
          Finding.of(
              ConditionType.ACCEPTED,
              Reason.RULE_UNREACHABLE,
              "spec.tools.rules: %s never decide. %s"
                  .formatted(String.join(", ", unreachable), Reason.RULE_UNREACHABLE.sentence())));
    }
    findings.add(Finding.of(ConditionType.ACCEPTED, Reason.ACCEPTED));
    return findings;
  }

  private static Finding resolved(AgentToolBindingSpec spec, List<ServerDecision> decisions) {
    var ofRequired = new ArrayList<Finding>(excluded(spec));
    decisions.stream()
        .filter(d -> required(spec, d.alias()))
        .flatMap(d -> missing(d).stream())
        .forEach(ofRequired::add);
    Optional<Finding> missing = Conditions.loudest(ofRequired);
    if (missing.isPresent()) {
      return missing.get();
    }
    List<String> broken = decisions.stream().flatMap(d -> broken(d).stream()).toList();
    boolean beginning = decisions.stream().noneMatch(BindingFindings::isBroken);
    long servers = decisions.stream().filter(Included.class::isInstance).count();
    if (broken.isEmpty()) {
      return Finding.of(
          ConditionType.RESOLVED,
          Reason.RESOLVED,
          servers == 0
              ? "No server is available to this agent."
              : "%d %s in the toolset.".formatted(servers, servers == 1 ? "server" : "servers"));
    }
    if (beginning) {
      return Finding.of(
              ConditionType.RESOLVED,
              Reason.NOT_VERIFIED_YET,
              "Asked for the first time: %s. %d %s in the toolset so far."
                  .formatted(named(broken), servers, servers == 1 ? "server" : "servers"))
          .as(Effect.NOTICE);
    }
    return servers == 0
        ? Finding.of(
            ConditionType.RESOLVED,
            Reason.NOTHING_AVAILABLE,
            "Unavailable: " + named(broken) + ". The toolset is empty.")
        : Finding.of(
            ConditionType.RESOLVED,
            Reason.PARTIALLY_AVAILABLE,
            "Unavailable: " + named(broken) + ". The other servers are delivered.");
  }

  /** What an agent would have and has not, unless somebody switched it off. */
  private static Optional<String> broken(ServerDecision decision) {
    return switch (decision) {
      case Included _ -> Optional.empty();
      case Unavailable(String alias, var _, Reason reason) ->
          reason.effect().compareTo(Effect.NOTICE) > 0 && reason.effect() != Effect.OFF
              ? Optional.of(alias + " (" + reason.wire() + ")")
              : Optional.empty();
      case NotFound(String alias, var _) ->
          Optional.of(alias + " (" + Reason.NOT_FOUND.wire() + ")");
    };
  }

  /** Not one that is only being asked for the first time. */
  private static boolean isBroken(ServerDecision decision) {
    return broken(decision).isPresent()
        && !(decision instanceof Unavailable(var _, var _, Reason reason)
            && reason == Reason.NOT_VERIFIED_YET);
  }

  private static String named(List<String> broken) {
    var names = new ArrayList<>(broken.stream().limit(NAMED).toList());
    if (broken.size() > NAMED) {
      names.add("and %d more".formatted(broken.size() - NAMED));
    }
    return String.join(", ", names);
  }

  private static boolean required(AgentToolBindingSpec spec, String alias) {
    return spec.servers() != null
        && spec.servers().stream()
            .anyMatch((Server server) -> server.required() && server.alias().equals(alias));
  }

  /** A server that the binding requires and excludes: nothing is decided about it. */
  private static List<Finding> excluded(AgentToolBindingSpec spec) {
    return spec.exclude().stream()
        .filter(alias -> spec.enabled() && required(spec, alias))
        .map(alias ->
            Finding.of(
                ConditionType.RESOLVED,
                Reason.NOT_FOUND,
                "Required server %s is excluded: remove it from spec.exclude or from spec.servers."
                    .formatted(alias)))
        .toList();
  }

  private static Optional<Finding> missing(ServerDecision decision) {
    return switch (decision) {
      case Included _ -> Optional.empty();
      case Unavailable(String alias, var integration, Reason reason) ->
          Optional.of(
              Finding.of(
                      ConditionType.RESOLVED,
                      reason,
                      "Required server %s (integration %s): %s"
                          .formatted(alias, integration, reason.sentence()))
                  .as(goesOn(reason) ? Effect.WAITING : Effect.BLOCKED));
      case NotFound(String alias, var _) ->
          Optional.of(
              Finding.of(
                  ConditionType.RESOLVED,
                  Reason.NOT_FOUND,
                  "Required server %s: %s".formatted(alias, Reason.NOT_FOUND.sentence())));
    };
  }

  /** A server that is unavailable for an outage was never reached so far: that is waited for. */
  private static boolean goesOn(Reason reason) {
    return reason.effect() == Effect.WAITING || reason.effect() == Effect.IMPAIRED;
  }

  private static Finding budget(@Nullable Budget budget, int tools, long contextBytes) {
    var exceeded = new ArrayList<String>();
    if (budget != null) {
      Long maxTools = budget.maxTools();
      Long maxBytes = budget.maxContextBytes();
      if (maxTools != null && tools > maxTools) {
        exceeded.add("%d tools, spec.budget.maxTools is %d".formatted(tools, maxTools));
      }
      if (maxBytes != null && contextBytes > maxBytes) {
        exceeded.add(
            "%d bytes of definitions, spec.budget.maxContextBytes is %d"
                .formatted(contextBytes, maxBytes));
      }
    }
    return exceeded.isEmpty()
        ? Finding.of(ConditionType.WITHIN_BUDGET, Reason.WITHIN_BUDGET)
        : Finding.of(
            ConditionType.WITHIN_BUDGET,
            Reason.OVER_BUDGET,
            String.join("; ", exceeded) + ". " + Reason.OVER_BUDGET.remedy());
  }
}
