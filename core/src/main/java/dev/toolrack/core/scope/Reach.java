package dev.toolrack.core.scope;

import dev.toolrack.crds.McpIntegrationSpec.Access;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom an integration reaches (resolution.md: "{@code access} decides alone, also for the own
 * namespace").
 */
public sealed interface Reach {

  /**
   * Whom an integration of that namespace reaches.
   *
   * @param home what the labels of its namespace say
   * @param access its {@code spec.access}
   * @param cross {@link CrossNamespace#OFF} confines it to its own namespace
   */
  static Reach of(NamespaceScope home, Access access, CrossNamespace cross) {
    Reach wanted = Reaches.of(home, access);
    return cross == CrossNamespace.OFF && wanted.leavesHome() ? new Confined(wanted) : wanted;
  }

  /** The integration's namespace. */
  NamespaceScope home();

  /** Whether the agent may use the integration. */
  boolean admits(Agent agent);

  /** Whether it may admit agents of other namespaces. */
  boolean leavesHome();

  /** For people, {@code status.path}. */
  String describe();

  /**
   * How near the integration is to the agent. Only where it lives counts, not whom it admits:
   * "narrowing or selecting never raises it".
   */
  default Specificity specificity(Agent agent) {
    if (agent.namespace().equals(home().namespace())) {
      return Specificity.OWN_NAMESPACE;
    }
    return switch (home().providing()) {
      case Providing.For(ScopePath path) ->
          switch (path.depth()) {
            case 1 -> Specificity.ORG;
            case 2 -> Specificity.TEAM;
            default -> Specificity.PROJECT;
          };
      // Own and Invalid admit nobody elsewhere; the farthest is what gives least.
      case Providing.Cluster(), Providing.Own(), Providing.Invalid(String _) -> Specificity.CLUSTER;
    };
  }

  /** {@code Namespace}: agents of the integration's namespace. */
  record OwnNamespace(NamespaceScope home) implements Reach {
    @Override
    public boolean admits(Agent agent) {
      return agent.namespace().equals(home.namespace());
    }

    @Override
    public boolean leavesHome() {
      return false;
    }

    @Override
    public String describe() {
      return "namespace " + home.namespace();
    }
  }

  /**
   * {@code Scope}: every agent whose path is covered.
   *
   * @param audience what the namespace provides for, or a part of it
   */
  record Scoped(NamespaceScope home, Providing audience) implements Reach {
    @Override
    public boolean admits(Agent agent) {
      return NamespaceScope.covers(audience, agent.belonging());
    }

    @Override
    public boolean leavesHome() {
      return true;
    }

    @Override
    public String describe() {
      return Reaches.describe(home, audience);
    }
  }

  /** {@code Selected}: exactly those listed, within what the namespace provides. */
  record Selected(NamespaceScope home, List<Selection> selections) implements Reach {
    /** Keeps its own copy. */
    public Selected {
      selections = List.copyOf(selections);
    }

    @Override
    public boolean admits(Agent agent) {
      return (agent.namespace().equals(home.namespace())
              || NamespaceScope.covers(home.providing(), agent.belonging()))
          && selections.stream().anyMatch(selection -> selection.selects(agent));
    }

    @Override
    public boolean leavesHome() {
      return selections.stream().anyMatch(selection -> !selection.isOnly(home.namespace()));
    }

    /**
     * Other namespaces that are named: one that the home namespace does not provide for is {@code
     * ScopeForbidden}, which only whoever knows their labels can tell.
     */
    public Set<String> namedElsewhere() {
      return selections.stream()
          .filter(Selection.Named.class::isInstance)
          .map(selection -> ((Selection.Named) selection).namespace())
          .filter(namespace -> !namespace.equals(home.namespace()))
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String describe() {
      return "selected in " + Reaches.describe(home, home.providing());
    }
  }

  /**
   * {@code ScopeUnprotected}: what was wanted, for the own namespace only.
   *
   * @param wanted the reach that protected labels would give
   */
  record Confined(Reach wanted) implements Reach {
    @Override
    public NamespaceScope home() {
      return wanted.home();
    }

    @Override
    public boolean admits(Agent agent) {
      return agent.namespace().equals(home().namespace()) && wanted.admits(agent);
    }

    @Override
    public boolean leavesHome() {
      return false;
    }

    @Override
    public String describe() {
      return "namespace " + home().namespace();
    }

    /** The finding's text. */
    public String message() {
      return "labels of namespaces are not protected by the shipped policy: "
          + "other namespaces are not reached until it is installed";
    }
  }

  /** Reaches nobody, for a reason that somebody has to remove. */
  sealed interface Nobody extends Reach {
    /** What is wrong and the remedy. */
    String message();

    @Override
    default boolean admits(Agent agent) {
      return false;
    }

    @Override
    default boolean leavesHome() {
      return false;
    }

    @Override
    default String describe() {
      return "nobody";
    }
  }

  /** More is asked for than the namespace provides. */
  record ScopeForbidden(NamespaceScope home, String message) implements Nobody {}

  /** The namespace's labels contradict each other. */
  record ScopeInvalid(NamespaceScope home, String message) implements Nobody {}

  /** {@code SpecNotUnderstood}: "unrecognised means the one that gives least (nobody)". */
  record NotUnderstood(NamespaceScope home, String message) implements Nobody {}
}
