package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.drift.ListingChange;
import dev.toolrack.core.view.IntegrationRef;

/** Told of what verifications find out. */
@FunctionalInterface
public interface VerificationListener {

  /** There is something to decide anew about. */
  void onResult(IntegrationRef ref);

  /**
   * Other tools count than before.
   *
   * @param uid of the integration
   */
  default void onToolsChanged(IntegrationRef ref, String uid, ListingChange change) {}
}
