package dev.toolrack.core.scope;

/**
 * How near an integration is to an agent, farthest first: the greater one wins an alias.
 *
 * <p>resolution.md, Scope: "Specificity is the depth of the providing namespace: own namespace >
 * project > team > org > cluster; narrowing or selecting never raises it."
 */
public enum Specificity {
  /** Of a namespace that provides for the cluster. */
  CLUSTER,
  /** Of a namespace that provides for an organisation. */
  ORG,
  /** Of a namespace that provides for a team. */
  TEAM,
  /** Of a namespace that provides for a project. */
  PROJECT,
  /** Of the agent's own namespace. */
  OWN_NAMESPACE
}
