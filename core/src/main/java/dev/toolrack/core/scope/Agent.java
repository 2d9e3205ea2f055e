package dev.toolrack.core.scope;

import java.util.Map;

/**
 * An agent as access decisions see it.
 *
 * @param name the binding's name
 * @param namespace the binding's namespace
 * @param belonging where that namespace belongs
 * @param namespaceLabels its labels, for selectors
 */
public record Agent(
    String name, String namespace, Belonging belonging, Map<String, String> namespaceLabels) {

  /** Keeps its own copy of the labels. */
  public Agent {
    namespaceLabels = Map.copyOf(namespaceLabels);
  }
}
