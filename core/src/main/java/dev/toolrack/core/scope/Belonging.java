package dev.toolrack.core.scope;

/** What the agents of a namespace may use (resolution.md, Scope: "Belonging"). */
public sealed interface Belonging {

  /**
   * No belonging labels and no {@code provides: Cluster}: "typed differently from any path, reached
   * by nothing and reaching nothing".
   */
  record Island() implements Belonging {}

  /**
   * A namespace that provides for the cluster: it carries no belonging labels, yet it is no island.
   * It is above every path, so only what provides for the cluster covers it.
   */
  record Root() implements Belonging {}

  /** Labelled with a strict chain. */
  record Placed(ScopePath path) implements Belonging {}

  /**
   * {@code ScopeInvalid}: its agents get nothing.
   *
   * @param message names the label and the remedy
   */
  record Invalid(String message) implements Belonging {}
}
