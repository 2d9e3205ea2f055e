package dev.toolrack.bench;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import java.time.Duration;

/** Waits until nobody has written anything for a second, so that phases do not mix. */
record Calm(ApiRequests requests) {
  private static final Duration REST = Duration.ofSeconds(1);

  void await() {
    Counts before = writes();
    while (true) {
      Figures.pause(REST);
      Counts now = writes();
      if (now.equals(before)) {
        return;
      }
      before = now;
    }
  }

  private Counts writes() {
    return requests.snapshot().writes().only(request -> !request.resource().equals("leases"));
  }
}
