package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.operator.shell.walls.AdmissionWalls;
import dev.toolrack.operator.shell.walls.Wall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether namespace labels may decide. Who may label a namespace decides who gets whose tools;
 * while nothing guards that, nothing crosses a namespace.
 */
public final class ScopeGuard {
  private static final Logger LOG = LoggerFactory.getLogger(ScopeGuard.class);

  private final boolean required;
  private final AdmissionWalls walls;

  /**
   * @param required whether the policy has to be in force at all
   */
  public ScopeGuard(boolean required, AdmissionWalls walls) {
    this.required = required;
    this.walls = walls;
  }

  /** Whether labels of namespaces may decide across namespaces. */
  public CrossNamespace crossNamespace() {
    return !required || walls.inForce(Wall.SCOPES) ? CrossNamespace.ON : CrossNamespace.OFF;
  }

  /** Says, when the policies were read, if everybody can decide, or nobody. */
  public void tell() {
    if (!required) {
      LOG.warn(
          "scopes.requirePolicy is false: whoever may label namespaces decides who gets tools");
    } else if (crossNamespace() == CrossNamespace.OFF) {
      LOG.warn(
          "ScopeUnprotected: the ValidatingAdmissionPolicy {} with its binding is not in force, so"
              + " nothing crosses a namespace; install it with the chart, or set"
              + " scopes.requirePolicy: false",
          Wall.SCOPES.policy());
    }
  }
}
