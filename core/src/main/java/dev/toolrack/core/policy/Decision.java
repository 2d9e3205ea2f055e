package dev.toolrack.core.policy;

import dev.toolrack.crds.Approval;

/**
 * What happens to a tool, loosest first: "the strictest (Disabled > Ask > Auto)" is the greatest.
 */
public enum Decision {
  /** On, nobody is asked. */
  AUTO,
  /** On, a person is asked before each call. */
  ASK,
  /** Off. */
  DISABLED;

  /** Whether the tool is on. */
  public boolean enabled() {
    return this != DISABLED;
  }

  /** The approval of a tool that is on; a tool that is off would ask. */
  public Approval approval() {
    return this == AUTO ? Approval.AUTO : Approval.ASK;
  }
}
