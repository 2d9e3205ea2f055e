package dev.toolrack.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts of the requests that an API server has served, from its own metrics, so that tests can say
 * "this caused exactly one write".
 *
 * <p>The metric {@code apiserver_request_total} carries no user: requests of the test itself, of
 * the garbage collector and of the namespace controller are counted as well. A watch is counted
 * when it ends. Refused requests count; look at the {@code code}.
 */
public final class ApiRequests {
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^apiserver_request_total\\{([^}]*)} ([0-9.e+]+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final Duration SETTLE = Duration.ofMillis(25);
  private static final int SETTLE_ATTEMPTS = 20;

  private final KubernetesClient client;

  /** Reads with this client, which must be allowed to read {@code /metrics}. */
  public ApiRequests(KubernetesClient client) {
    this.client = client;
  }

  /**
   * One kind of request.
   *
   * @param verb as the metric says it: GET, LIST, WATCH, POST, PUT, PATCH, APPLY, DELETE or
   *     DELETECOLLECTION
   * @param group the API group, empty for the core group
   * @param resource the plural name, for example {@code configmaps}
   * @param subresource for example {@code status}, otherwise empty
   * @param code the HTTP status of the answer
   * @param dryRun whether nothing was stored
   */
  public record Request(
      String verb, String group, String resource, String subresource, int code, boolean dryRun)
      implements Comparable<Request> {

    /** Whether the request was meant to change something. */
    public boolean isWrite() {
      return !dryRun && !verb.equals("GET") && !verb.equals("LIST") && !verb.equals("WATCH");
    }

    /** The resource with its subresource, as RBAC writes it. */
    public String path() {
      return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    @Override
    public int compareTo(Request other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return verb
          + " "
          + path()
          + (group.isEmpty() ? "" : "." + group)
          + " "
          + code
          + (dryRun ? " (dry run)" : "");
    }
  }

  /** How often each kind of request was served; prints as one line per kind. */
  public record Counts(Map<Request, Long> byRequest) {

    /** The sum over all kinds that match. */
    public long count(Predicate<Request> wanted) {
      return byRequest.entrySet().stream()
          .filter(entry -> wanted.test(entry.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    /** The count of one verb on one resource, which may be {@code resource/subresource}. */
    public long count(String verb, String path) {
      return count(request -> request.verb().equals(verb) && request.path().equals(path));
    }

    /** Only requests that were meant to change something. */
    public Counts writes() {
      return only(Request::isWrite);
    }

    /** Without leases and events, which an operator writes at its own pace. */
    public Counts withoutBackground() {
      return only(
          request -> !request.resource().equals("leases") && !request.resource().equals("events"));
    }

    /** Only what matches. */
    public Counts only(Predicate<Request> wanted) {
      return of(
          byRequest.entrySet().stream()
              .filter(entry -> wanted.test(entry.getKey()))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The sum of everything. */
    public long total() {
      return count(_ -> true);
    }

    Counts minus(Counts earlier) {
      var difference = new TreeMap<Request, Long>();
      byRequest.forEach((request, count) -> {
        var more = count - earlier.byRequest.getOrDefault(request, 0L);
        if (more != 0) {
          difference.put(request, more);
        }
      });
      return new Counts(difference);
    }

    private static Counts of(Map<Request, Long> counts) {
      return new Counts(new TreeMap<>(counts));
    }

    @Override
    public String toString() {
      return byRequest.entrySet().stream()
          .map(entry -> entry.getValue() + " x " + entry.getKey())
          .collect(Collectors.joining("\n"));
    }
  }

  /**
   * All counts since the API server started.
   *
   * <p>A request is counted a moment after its answer is sent, so this reads until two readings
   * agree about the writes.
   */
  public Counts snapshot() {
    var previous = read();
    for (var attempt = 0; attempt < SETTLE_ATTEMPTS; attempt++) {
      Pause.of(SETTLE);
      var next = read();
      if (next.writes().withoutBackground().equals(previous.writes().withoutBackground())) {
        return next;
      }
      previous = next;
    }
    return previous;
  }

  /** What was served after an earlier snapshot was taken. */
  public Counts since(Counts earlier) {
    return snapshot().minus(earlier);
  }

  private Counts read() {
    return parse(client.raw("/metrics"));
  }

  static Counts parse(String metrics) {
    var counts = new TreeMap<Request, Long>();
    var samples = SAMPLE.matcher(metrics);
    while (samples.find()) {
      var labels = new TreeMap<String, String>();
      var label = LABEL.matcher(samples.group(1));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
      // Paths that are no resources, such as /metrics and /readyz, are nobody's work.
      if (!labels.getOrDefault("resource", "").isEmpty()) {
        counts.merge(request(labels), (long) Double.parseDouble(samples.group(2)), Long::sum);
      }
    }
    return new Counts(counts);
  }

  private static Request request(Map<String, String> labels) {
    return new Request(
        labels.getOrDefault("verb", ""),
        labels.getOrDefault("group", ""),
        labels.getOrDefault("resource", ""),
        labels.getOrDefault("subresource", ""),
        Integer.parseInt(labels.getOrDefault("code", "0")),
        !labels.getOrDefault("dry_run", "").isEmpty());
  }
}
