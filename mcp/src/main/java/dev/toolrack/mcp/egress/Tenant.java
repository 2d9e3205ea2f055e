package dev.toolrack.mcp.egress;

import java.util.Optional;
import java.util.Set;

/**
 * On whose behalf a connection is made: some destinations are open to some only.
 *
 * @param namespace the namespace that declares the server; empty = nobody's
 * @param ancestors namespaces that provide for it
 * @param org the organisation it belongs to
 */
public record Tenant(String namespace, Set<String> ancestors, Optional<String> org) {
  /** Nobody in particular: what is open to everybody, and Services of no namespace. */
  public static final Tenant NONE = new Tenant("", Set.of(), Optional.empty());

  /** Takes a copy of the set. */
  public Tenant {
    ancestors = Set.copyOf(ancestors);
  }
}
