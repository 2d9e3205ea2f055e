package dev.toolrack.core.scope;

import dev.toolrack.crds.McpIntegrationSpec;
import java.util.List;
import java.util.Map;

/** One entry of {@code access.selected}. */
public sealed interface Selection {

  /** Reads an entry; one that this version does not understand selects nobody (api.md). */
  static Selection of(McpIntegrationSpec.Selected entry) {
    var selector = entry.namespaceSelector();
    boolean understood =
        entry.unknown().isEmpty() && (selector == null || selector.unknown().isEmpty());
    if (!understood || (entry.namespace() == null) == (selector == null)) {
      return new Nobody();
    }
    if (entry.namespace() != null) {
      return new Named(entry.namespace(), entry.agents());
    }
    return selector == null ? new Nobody() : new Labelled(selector.matchLabels(), entry.agents());
  }

  /** Whether the agent is meant; what the namespace provides is not looked at here. */
  boolean selects(Agent agent);

  /** Whether it can only mean agents of that namespace. */
  boolean isOnly(String namespace);

  /**
   * A namespace by name.
   *
   * @param agents "binding names in the named namespace"; empty = all
   */
  record Named(String namespace, List<String> agents) implements Selection {
    @Override
    public boolean selects(Agent agent) {
      return namespace.equals(agent.namespace())
          && (agents.isEmpty() || agents.contains(agent.name()));
    }

    @Override
    public boolean isOnly(String other) {
      return namespace.equals(other);
    }
  }

  /**
   * Namespaces by their labels.
   *
   * @param matchLabels all must be there; none = every namespace, as everywhere in Kubernetes
   * @param agents binding names; empty = all
   */
  record Labelled(Map<String, String> matchLabels, List<String> agents) implements Selection {
    @Override
    public boolean selects(Agent agent) {
      return agent.namespaceLabels().entrySet().containsAll(matchLabels.entrySet())
          && (agents.isEmpty() || agents.contains(agent.name()));
    }

    @Override
    public boolean isOnly(String namespace) {
      return false;
    }
  }

  /** Not understood. */
  record Nobody() implements Selection {
    @Override
    public boolean selects(Agent agent) {
      return false;
    }

    @Override
    public boolean isOnly(String namespace) {
      return true;
    }
  }
}
