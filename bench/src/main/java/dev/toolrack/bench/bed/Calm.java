package dev.toolrack.bench.bed;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import java.time.Duration;
import java.util.Collection;

/** Waits until nobody has written anything for a while, so that turns do not mix. */
record Calm(ApiRequests requests, Collection<Sightings> watches) {
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  void await() {
    Counts before = null;
    while (true) {
      // The API server's metrics are dear to read: only when the watches are silent.
      Waiting.until("silence", PATIENCE, this::isSilent);
      Counts now = writes();
      if (now.equals(before)) {
        return;
      }
      before = now;
      Waiting.pause(REST);
    }
  }

  private boolean isSilent() {
    return watches.stream().allMatch(watch -> watch.silence().compareTo(REST) > 0);
  }

  private Counts writes() {
    return requests.snapshot().writes().only(request -> !request.resource().equals("leases"));
  }
}
