package dev.toolrack.core.view;

import dev.toolrack.core.status.Reason;

/** Whether an integration can be used now. */
public sealed interface Availability {

  /** It is verified and its credentials are there. */
  record Available(ServedServer server) implements Availability {}

  /** It cannot be used, and why. It holds its alias all the same. */
  record Unavailable(Reason reason) implements Availability {}

  /** It was verified, and what is known of it is being rebuilt: what was delivered stays. */
  record Unknown() implements Availability {}
}
