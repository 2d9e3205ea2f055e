package dev.toolrack.cli.explain;

import dev.toolrack.cli.WrongUse;
import dev.toolrack.core.cluster.ObjectName;
import java.util.Set;

/**
 * An object as somebody names it: {@code name}, {@code namespace/name}, or with its kind as kubectl
 * writes it, {@code atb/name}.
 *
 * @param kind which kind is meant
 * @param name with the namespace
 */
record Target(Kind kind, ObjectName name) {
  private static final Set<String> BINDINGS =
      Set.of("atb", "agenttoolbinding", "agenttoolbindings", "agent");
  private static final Set<String> INTEGRATIONS =
      Set.of("mcpi", "mcpintegration", "mcpintegrations", "integration");

  /** Which kinds may be meant. */
  enum Kind {
    /** It is not said. */
    ANY,
    /** An AgentToolBinding. */
    BINDING,
    /** An McpIntegration. */
    INTEGRATION
  }

  /**
   * Reads it.
   *
   * @param namespace that is meant where none is named
   */
  static Target parse(String text, String namespace) {
    String[] parts = text.split("/", -1);
    Kind kind = parts.length > 1 ? kind(parts[0]) : Kind.ANY;
    boolean named = kind != Kind.ANY;
    int rest = named ? parts.length - 1 : parts.length;
    if (rest < 1 || rest > 2 || text.isEmpty() || text.endsWith("/") || text.startsWith("/")) {
      throw new WrongUse(text + ": write name or namespace/name");
    }
    String name = parts[parts.length - 1];
    return new Target(kind, new ObjectName(rest == 2 ? parts[parts.length - 2] : namespace, name));
  }

  private static Kind kind(String word) {
    if (BINDINGS.contains(word)) {
      return Kind.BINDING;
    }
    return INTEGRATIONS.contains(word) ? Kind.INTEGRATION : Kind.ANY;
  }
}
