package dev.toolrack.core.scope;

/**
 * Whom the connectors and integrations of a namespace may reach (resolution.md, Scope:
 * "Providing").
 */
public sealed interface Providing {

  /** The label is absent: bindings of the own namespace only. */
  record Own() implements Providing {}

  /** Every labelled namespace. */
  record Cluster() implements Providing {}

  /** Every namespace that the path covers; the path is the namespace's own place. */
  record For(ScopePath path) implements Providing {}

  /**
   * {@code ScopeInvalid}: reaches nothing, its own namespace included.
   *
   * @param message names the label and the remedy
   */
  record Invalid(String message) implements Providing {}
}
