package dev.toolrack.core.status;

/** The conditions of the three kinds, in the order in which they are listed. */
public enum ConditionType {
  ACCEPTED("Accepted", "The declaration is valid and what it refers to may be used."),
  REACHABLE(
      "Reachable",
      "The server answers when it is asked without a credential, on the connector's own behalf. It"
          + " informs and never changes Ready."),
  CREDENTIALS_READY("CredentialsReady", "Every Secret it names is there and may be sent."),
  VERIFIED("Verified", "The live server was asked and answered as it should."),
  TOOLS_APPROVED(
      "ToolsApproved",
      "Every definition that the server lists may be delivered: changes apply by themselves, or"
          + " somebody approved it."),
  RESOLVED("Resolved", "It is decided which servers and tools the agent gets."),
  DELIVERED("Delivered", "The agent's ConfigMap and Secret hold what was decided."),
  WITHIN_BUDGET("WithinBudget", "The toolset is within the limits of spec.budget."),
  READY("Ready", "Derived from the others; the one to wait for.");

  private final String wire;
  private final String meaning;

  ConditionType(String wire, String meaning) {
    this.wire = wire;
    this.meaning = meaning;
  }

  /** The spelling in status. */
  public String wire() {
    return wire;
  }

  /** Whether it tells something that the object does not depend on: Ready never follows it. */
  public boolean onlyInforms() {
    return this == REACHABLE;
  }

  /** What True means. */
  public String meaning() {
    return meaning;
  }
}
