package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.ApiRequests.Request;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Accounts for every write and every list that the API server was asked for, whoever asked. An
 * account begins where the one before ended: what comes too late to be missed in one is too much in
 * the next.
 */
final class Ledger {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ApiRequests api;
  private Counts accounted;

  /** From now on. */
  Ledger(ApiRequests api) {
    this.api = api;
    this.accounted = api.snapshot();
  }

  /**
   * Waits until exactly these requests were made since the last account.
   *
   * @param expected such as {@code 6 PUT configmaps, 1 APPLY mcpintegrations/status}; refused
   *     requests count, with their status: {@code 1 PUT configmaps 409}
   */
  void accountFor(String expected) {
    account(expected, _ -> true);
  }

  /** The same without lists: an operator has just begun to work. */
  void accountForWrites(String expected) {
    account(expected, Request::isWrite);
  }

  private void account(String expected, Predicate<Request> kinds) {
    Map<String, Long> wanted = parse(expected);
    Counts before = accounted;
    Cluster.await(PATIENCE)
        .untilAsserted(() -> {
          // Moves on after a failure too, so that the next account is its own.
          accounted = api.snapshot();
          assertThat(difference(before.only(kinds), accounted.only(kinds))).isEqualTo(wanted);
        });
  }

  /** From now on: what was asked until now is nobody's business. */
  void begin() {
    accounted = api.snapshot();
  }

  private static Map<String, Long> parse(String text) {
    var counts = new TreeMap<String, Long>();
    for (String item : text.isBlank() ? new String[0] : text.strip().split(",\\s*", -1)) {
      String[] parts = item.split(" ", 2);
      counts.merge(parts[1], Long.valueOf(parts[0]), Long::sum);
    }
    return counts;
  }

  private static Map<String, Long> difference(Counts before, Counts now) {
    Map<String, Long> difference = counted(now);
    counted(before).forEach((name, count) -> difference.merge(name, -count, Long::sum));
    difference.values().removeIf(count -> count == 0);
    return difference;
  }

  private static Map<String, Long> counted(Counts counts) {
    var named = new TreeMap<String, Long>();
    counts
        .only(request -> request.isWrite() || isList(request))
        .only(request -> !request.resource().equals("leases"))
        .byRequest()
        .forEach((request, count) -> named.merge(name(request), count, Long::sum));
    return named;
  }

  /** The API server lists Services by itself, now and then. */
  private static boolean isList(Request request) {
    return request.verb().equals("LIST") && !request.resource().equals("services");
  }

  private static String name(Request request) {
    String name = request.verb() + " " + request.path();
    return request.code() < 300 ? name : name + " " + request.code();
  }
}
