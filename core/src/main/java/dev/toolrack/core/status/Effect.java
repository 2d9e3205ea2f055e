package dev.toolrack.core.status;

/**
 * What a reason does to the object that has it. Everything that people and tools see follows from
 * it: Ready, Reconciling, Stalled, the state, kstatus and Argo CD's health.
 *
 * <p>The order is that of precedence: of several findings, the one with the highest effect speaks.
 */
public enum Effect {
  /** All is well. */
  NONE("True", "", "Current", "Healthy"),
  /** All is well, and people should know something. */
  NOTICE("True", "", "Current", "Healthy"),
  /** It works, and part of it waits until a person decides: tools are held. */
  PAUSED("True", "", "Current", "Suspended"),
  /** It works, with less than it should have: an outage after success, a budget exceeded. */
  IMPAIRED("True", "", "Current", "Healthy"),
  /** Something is absent or still to come; it goes on by itself as soon as that is there. */
  WAITING("False", "Reconciling", "InProgress", "Progressing"),
  /** Nothing is wrong, and nothing was ever there: a person has to begin it. */
  UNBEGUN("False", "", "InProgress", "Suspended"),
  /** A definite answer or an invalid declaration; nothing changes until somebody acts. */
  BLOCKED("False", "Stalled", "Failed", "Degraded"),
  /** Switched off by a person. */
  OFF("True", "", "Current", "Suspended");

  private final String ready;
  private final String extra;
  private final String kstatus;
  private final String argo;

  Effect(String ready, String extra, String kstatus, String argo) {
    this.ready = ready;
    this.extra = extra;
    this.kstatus = kstatus;
    this.argo = argo;
  }

  /** Status of the condition Ready. */
  public String ready() {
    return ready;
  }

  /** The condition that is added for kstatus, or empty. */
  public String extraCondition() {
    return extra;
  }

  /** What kstatus computes. */
  public String kstatus() {
    return kstatus;
  }

  /** What Argo CD shows, by the health check that ships. */
  public String argo() {
    return argo;
  }
}
