package dev.toolrack.core.scope;

/**
 * Whether namespace labels may decide across namespaces.
 *
 * <p>resolution.md, Scope: the operator checks that the policy that guards the labels is there;
 * otherwise "cross-namespace resolution is off with reason {@code ScopeUnprotected}".
 */
public enum CrossNamespace {
  /** Labels are protected, or a setting says that they need not be. */
  ON,
  /** Everybody who may label a namespace could reach others: only the own namespace counts. */
  OFF
}
