package dev.toolrack.core.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Providing;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.scope.ScopePath;
import dev.toolrack.crds.Api;
import org.jspecify.annotations.Nullable;

/**
 * An integration that an agent does not get, and what it would need.
 *
 * @param integration {@code namespace/name}
 * @param alias its alias; absent where it has no valid one
 * @param why in words
 * @param remedy what would have to change; whoever reads it may not be who may change it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutOfReach(
    String integration, @Nullable String alias, String why, @Nullable String remedy) {

  /** Why, and the remedy. */
  record Gap(String why, @Nullable String remedy) {}

  /** Why a reach does not admit an agent. */
  static Gap gap(Reach reach, Agent agent) {
    if (agent.belonging() instanceof Belonging.Invalid(String problem)) {
      return new Gap("the agent's namespace has contradicting labels", problem);
    }
    String home = reach.home().namespace();
    return switch (reach) {
      case Reach.Nobody nobody -> new Gap("it reaches nobody", nobody.message());
      case Reach.Confined confined ->
          new Gap("it does not leave its namespace", confined.message());
      case Reach.OwnNamespace _ ->
          new Gap(
              "its access.from is Namespace, so only agents of namespace %s get it".formatted(home),
              widening(reach.home(), agent));
      case Reach.Scoped scoped ->
          new Gap(
              "it reaches %s, and %s".formatted(scoped.describe(), whereabouts(agent)),
              label(scoped.audience(), agent));
      case Reach.Selected selected ->
          NamespaceScope.covers(selected.home().providing(), agent.belonging())
                  || agent.namespace().equals(home)
              ? new Gap(
                  "its access.selected does not mean this agent",
                  "add {namespace: %s, agents: [%s]} to its access.selected"
                      .formatted(agent.namespace(), agent.name()))
              : new Gap(
                  "namespace %s does not provide for this agent: %s"
                      .formatted(home, whereabouts(agent)),
                  label(selected.home().providing(), agent));
    };
  }

  private static String whereabouts(Agent agent) {
    return "namespace %s %s"
        .formatted(
            agent.namespace(),
            switch (agent.belonging()) {
              case Belonging.Placed(ScopePath path) -> "belongs to " + path;
              case Belonging.Root() -> "provides for the cluster and belongs to no org";
              case Belonging.Island(), Belonging.Invalid(String _) -> "is an island";
            });
  }

  /** What the integration would have to say. */
  private static String widening(NamespaceScope home, Agent agent) {
    boolean provided = NamespaceScope.covers(home.providing(), agent.belonging());
    String selected =
        "access: {from: Selected, selected: [{namespace: %s, agents: [%s]}]}"
            .formatted(agent.namespace(), agent.name());
    if (provided) {
      return "set %s or access: {from: Scope} on it".formatted(selected);
    }
    String label = label(home.providing(), agent);
    return "set %s on it%s"
        .formatted(selected, label == null ? "" : ", once namespaces allow it: " + label);
  }

  /** Which label of a namespace would be needed. */
  private static @Nullable String label(Providing providing, Agent agent) {
    String namespace = agent.namespace();
    return switch (providing) {
      case Providing.For(ScopePath path) ->
          "label namespace %s %s".formatted(namespace, labels(path));
      case Providing.Cluster() -> "label namespace %s with %s".formatted(namespace, Api.ORG_LABEL);
      case Providing.Own() ->
          "label its namespace with %s, so that it provides for others"
              .formatted(Api.PROVIDES_LABEL);
      case Providing.Invalid(String problem) -> problem;
    };
  }

  private static String labels(ScopePath path) {
    String labels = Api.ORG_LABEL + "=" + path.org();
    if (path.team() != null) {
      labels += " " + Api.TEAM_LABEL + "=" + path.team();
    }
    return path.project() == null
        ? labels
        : labels + " " + Api.PROJECT_LABEL + "=" + path.project();
  }
}
