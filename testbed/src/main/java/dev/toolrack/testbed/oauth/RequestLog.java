package dev.toolrack.testbed.oauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What a {@link ScriptedAuthorizationServer} was asked, and which refreshes met each other. */
final class RequestLog {
  private final List<OauthRequest> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> refreshing = new HashMap<>();
  private int running;
  private int overlaps;

  void add(OauthRequest request) {
    requests.add(request);
  }

  List<OauthRequest> matching(Predicate<OauthRequest> wanted) {
    return requests.stream().filter(wanted).toList();
  }

  /**
   * A request begins.
   *
   * @param refreshed the grant that it refreshes; empty if it refreshes none
   */
  synchronized void begin(String refreshed) {
    running++;
    if (!refreshed.isEmpty() && refreshing.merge(refreshed, 1, Integer::sum) > 1) {
      overlaps++;
    }
  }

  /** It ends. */
  synchronized void end(String refreshed) {
    running--;
    refreshing.computeIfPresent(refreshed, (_, count) -> count - 1);
  }

  synchronized int running() {
    return running;
  }

  synchronized int overlaps() {
    return overlaps;
  }
}
