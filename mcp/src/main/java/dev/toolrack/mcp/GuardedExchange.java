package dev.toolrack.mcp;

import dev.toolrack.mcp.egress.Tenant;
import java.io.Serial;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A few plain HTTP requests that belong together, on behalf of one tenant: the guard is asked
 * before each, redirects are not followed, bodies are bounded, and one deadline holds for
 * everything.
 */
public final class GuardedExchange implements AutoCloseable {
  /** How much of a body is read, in bytes. Real documents have a few hundred. */
  public static final int MAX_BODY = 64 * 1024;

  /** The media type of form parameters. */
  public static final String FORM = "application/x-www-form-urlencoded";

  private static final String JSON = "application/json";
  private static final Set<String> READ = Set.of(JSON, FORM);

  private final GuardedHttp http;
  private final String userAgent;
  private final Deadline deadline;

  /** Begins exchanges. */
  @FunctionalInterface
  public interface Source {
    /**
     * Begins one; its time runs from now.
     *
     * @param trust authorities to trust instead of the platform's
     * @param timeout for all its requests together
     * @return to be closed
     * @throws Unanswered if everything is being closed
     */
    GuardedExchange open(Tenant tenant, Optional<TrustBundle> trust, Duration timeout)
        throws Unanswered;
  }

  /**
   * A request.
   *
   * @param verb GET, POST or DELETE
   * @param url where it goes
   * @param headers besides {@code User-Agent} and {@code Accept: application/json}
   * @param body sent as UTF-8; empty = none
   */
  public record Ask(String verb, URI url, Map<String, String> headers, Optional<String> body) {
    /** Takes a copy of the headers. */
    public Ask {
      headers = Map.copyOf(headers);
    }

    /** Reads a document. */
    public static Ask get(URI url) {
      return new Ask("GET", url, Map.of(), Optional.empty());
    }

    /** Sends form parameters, which are encoded already. */
    public static Ask form(URI url, String parameters) {
      return new Ask("POST", url, Map.of("Content-Type", FORM), Optional.of(parameters));
    }

    /** Sends a JSON text. */
    public static Ask json(URI url, String text) {
      return new Ask("POST", url, Map.of("Content-Type", JSON), Optional.of(text));
    }

    /** Deletes what is there. */
    public static Ask delete(URI url) {
      return new Ask("DELETE", url, Map.of(), Optional.empty());
    }

    /** The same with one header more. */
    public Ask with(String header, String value) {
      Map<String, String> all = new TreeMap<>(headers);
      all.put(header, value);
      return new Ask(verb, url, all, body);
    }

    /** Shows verb, scheme and host: everything else may be or hold a secret. */
    @Override
    public String toString() {
      return "Ask[%s %s://%s]".formatted(verb, url.getScheme(), url.getHost());
    }
  }

  /**
   * An answer.
   *
   * @param status its status
   * @param mediaType in lower case, without parameters; may be empty
   * @param body what was read: empty unless it is JSON or form parameters, and for statuses that
   *     say all by themselves (3xx, 429, 5xx, and for GET all but 200)
   * @param unreadable whether the body was too large or compressed, and so is not there
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Answer(int status, String mediaType, byte[] body, boolean unreadable) {
    /** The members of the JSON object that it is; empty if it is none. */
    public Optional<JsonFields> json() {
      return mediaType.equals(JSON) && !unreadable ? JsonFields.read(body) : Optional.empty();
    }

    /** Shows status and length: a body may be a secret. */
    @Override
    public String toString() {
      return "Answer[" + status + ", " + body.length + " bytes]";
    }
  }

  /** There is no answer. Carries nothing but why, so that nothing received can leak through it. */
  public static final class Unanswered extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final boolean unsent;

    private Unanswered(Stopped stopped) {
      super(stopped.reason().message(), null, false, false);
      this.reason = stopped.reason();
      this.unsent = stopped.isUnsent();
    }

    /** Why. */
    public FailureReason reason() {
      return reason;
    }

    /** Whether the request certainly did not arrive; false if nobody knows. */
    public boolean isUnsent() {
      return unsent;
    }
  }

  private GuardedExchange(GuardedHttp http, String userAgent, Deadline deadline) {
    this.http = http;
    this.userAgent = userAgent;
    this.deadline = deadline;
  }

  /** See {@link Source#open}. */
  static GuardedExchange open(
      GuardedClients clients,
      ClientIdentity client,
      Tenant tenant,
      Optional<TrustBundle> trust,
      Duration timeout)
      throws Unanswered {
    try {
      return new GuardedExchange(
          clients.open(tenant, trust),
          client.name() + "/" + client.version(),
          Deadline.in(timeout));
    } catch (Stopped e) {
      throw new Unanswered(e);
    }
  }

  /**
   * Asks the guard about a URL and sends nothing.
   *
   * @throws Unanswered with DESTINATION_FORBIDDEN or INSECURE_TRANSPORT if it refuses
   */
  public void check(URI url) throws Unanswered {
    try {
      http.checkUrl(url);
    } catch (Stopped e) {
      throw new Unanswered(e);
    }
  }

  /**
   * Sends a request, again if a kept connection turns out to be closed.
   *
   * @throws Unanswered if the guard refuses it or there is no whole answer in time
   */
  public Answer send(Ask ask) throws Unanswered, InterruptedException {
    try {
      return answer(http.send(builder(ask), info -> body(ask, info), deadline));
    } catch (Stopped e) {
      throw new Unanswered(e);
    }
  }

  /**
   * Sends a request that may change something, never twice.
   *
   * @throws Unanswered if the guard refuses it or there is no whole answer in time
   */
  public Answer sendOnce(Ask ask) throws Unanswered, InterruptedException {
    try {
      return answer(http.sendOnce(builder(ask), info -> body(ask, info), deadline));
    } catch (Stopped e) {
      throw new Unanswered(e);
    }
  }

  private HttpRequest.Builder builder(Ask ask) throws Stopped {
    // The JDK has no request for some URLs that the guard refuses.
    http.checkUrl(ask.url());
    BodyPublisher body = ask.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
    HttpRequest.Builder builder = HttpRequest.newBuilder(ask.url()).method(ask.verb(), body);
    builder.setHeader("User-Agent", userAgent).setHeader("Accept", JSON);
    ask.headers().forEach(builder::setHeader);
    return builder;
  }

  private static BoundedBody body(Ask ask, ResponseInfo info) {
    int status = info.statusCode();
    boolean decided =
        ask.verb().equals("GET")
            ? status != 200
            : status / 100 == 3 || status / 100 == 5 || status == 429;
    return decided
            || !READ.contains(AnswerHeaders.mediaType(info.headers()))
            || AnswerHeaders.refusal(info.headers()).isPresent()
        ? BoundedBody.unread()
        : BoundedBody.reading(BodySink.whole(), new ByteBudget(MAX_BODY), Body.TOO_LARGE);
  }

  private static Answer answer(HttpResponse<Body> response) {
    Body body = response.body();
    return new Answer(
        response.statusCode(),
        AnswerHeaders.mediaType(response.headers()),
        body.take(),
        body.kind() != Body.Kind.JSON
            && (body.kind() == Body.Kind.TOO_LARGE
                || AnswerHeaders.refusal(response.headers()).isPresent()));
  }

  /** Says that there will be no further request. */
  @Override
  public void close() {
    http.close();
  }
}
