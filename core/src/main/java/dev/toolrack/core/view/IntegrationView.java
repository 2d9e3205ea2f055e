package dev.toolrack.core.view;

/**
 * An integration's effective view, published in memory after every decision about it.
 *
 * @param uid of the integration
 * @param generation of the spec it was made from; a view older than the spec may only remove
 * @param established whether the integration was ever verified
 * @param availability what it offers, or why nothing
 * @param memo what agents have in common
 */
public record IntegrationView(
    String uid, long generation, boolean established, Availability availability, Memo memo) {

  /** A view of which nothing was worked out yet. */
  public IntegrationView(
      String uid, long generation, boolean established, Availability availability) {
    this(uid, generation, established, availability, new Memo());
  }
}
