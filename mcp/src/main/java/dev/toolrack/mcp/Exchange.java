package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import dev.toolrack.mcp.auth.Demand;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All requests of one verification: they share its deadline, its byte budget and its headers. */
final class Exchange {
  /** A server that is slow to forget a session must not hold up a verdict that is already made. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** How the attempt at an older way may fail without outweighing what was known before. */
  private static final Set<FailureReason> SAYS_NOTHING =
      EnumSet.of(FailureReason.TIMEOUT, FailureReason.UNREACHABLE, FailureReason.MALFORMED_ANSWER);

  private static final String EVENT_STREAM = "text/event-stream";

  private final GuardedHttp http;
  private final JsonFactory json;
  private final VerificationRequest request;
  private final Map<String, String> ownHeaders;
  private final Limits limits;
  private final Deadline deadline;
  private final ByteBudget budget;
  private final ByteBudget otherMessages;

  Exchange(
      GuardedHttp http,
      JsonFactory json,
      VerificationRequest request,
      ClientIdentity client,
      Limits limits,
      LargeAnswers.Turn turn) {
    this.http = http;
    this.json = json;
    this.request = request;
    this.ownHeaders =
        Map.of(
            "User-Agent", client.name() + "/" + client.version(),
            "Content-Type", "application/json",
            "Accept", "application/json, text/event-stream");
    this.limits = limits;
    this.deadline = Deadline.in(request.timeout());
    this.budget = new ByteBudget(limits.bytes(), turn);
    this.otherMessages = new ByteBudget(limits.messages());
  }

  /**
   * Sends a request and reads its answer.
   *
   * @throws Stopped for everything that ends a verification whatever the era (decision table, rows
   *     1 and 4)
   */
  Reply call(Outgoing message) throws Stopped, InterruptedException {
    HttpResponse<Body> response =
        post(request.url(), message, info -> answerBody(info, message.id()));
    stopAtGate(response);
    Body body = response.body();
    if (otherMessages.isSpent()) {
      throw new Stopped(FailureReason.TOO_MANY_MESSAGES);
    }
    return switch (body.kind()) {
      case TOO_LARGE -> throw new Stopped(budget.exhausted());
      case NONE -> new Reply(response.statusCode(), response.headers(), null);
      case JSON -> new Reply(response.statusCode(), response.headers(), parsed(body, message.id()));
    };
  }

  /** An answer whose JSON nobody has read. */
  record Unread(int status, Body body) {}

  /** Sends a request that may change something on the server: never twice. */
  Unread callOnce(Outgoing message) throws Stopped, InterruptedException {
    HttpRequest.Builder builder =
        builder(request.url(), message.headers()).POST(BodyPublishers.ofByteArray(message.body()));
    HttpResponse<Body> response =
        http.sendOnce(builder, info -> answerBody(info, message.id()), deadline);
    stopAtGate(response);
    return new Unread(response.statusCode(), response.body());
  }

  /** Sends a notification, which any 2xx acknowledges. */
  void tell(Outgoing notification) throws Stopped, InterruptedException {
    tell(request.url(), notification);
  }

  /** Sends a message whose answer, if it has one, comes on a stream; any 2xx acknowledges it. */
  void tell(URI target, Outgoing message) throws Stopped, InterruptedException {
    HttpResponse<Body> response = post(target, message, this::acknowledgement);
    stopAtGate(response);
    if (response.statusCode() / 100 != 2) {
      throw new Stopped(Reply.ofStatus(response.statusCode()));
    }
  }

  /** Tries to end a session. Whether it worked changes nothing. */
  void endSession(Map<String, String> headers) throws InterruptedException {
    try {
      var _ =
          http.send(
              builder(request.url(), headers).DELETE(),
              _ -> BoundedBody.unread(),
              deadline.within(FAREWELL));
    } catch (Stopped e) {
      // The server forgets it in its own time.
    }
  }

  /** The server that is verified. */
  URI url() {
    return request.url();
  }

  /** When everything has to be over. */
  Deadline deadline() {
    return deadline;
  }

  /** Whether the request's headers may go to another URL of the server. */
  boolean consents(URI target) {
    return !request.credentialSent()
        || target.equals(request.url())
        || request.consent().allows(target);
  }

  /**
   * Opens the stream of a 2024-11-05 server.
   *
   * @return open; the caller closes it
   * @throws Stopped if there is none
   */
  ServerStream listen() throws Stopped, InterruptedException {
    HttpResponse<ServerStream> response = get(deadline);
    if (response.statusCode() / 100 == 2) {
      if (isStream(response.headers())) {
        return response.body();
      }
      throw StrictJson.malformed();
    }
    throw new Stopped(
        response.statusCode() == 405
            ? FailureReason.UNSUPPORTED_PROTOCOL
            : Reply.ofStatus(response.statusCode()));
  }

  /**
   * Opens the stream of a 2024-11-05 server if there is one.
   *
   * @param patience how long it may take
   * @throws Stopped for what ends a verification whatever the era
   */
  Optional<ServerStream> listenIfOffered(Duration patience) throws Stopped, InterruptedException {
    HttpResponse<ServerStream> response;
    try {
      response = get(deadline.within(patience));
    } catch (Stopped e) {
      if (SAYS_NOTHING.contains(e.reason())) {
        return Optional.empty();
      }
      throw e;
    }
    return response.statusCode() / 100 == 2 && isStream(response.headers())
        ? Optional.of(response.body())
        : Optional.empty();
  }

  private HttpResponse<ServerStream> get(Deadline within) throws Stopped, InterruptedException {
    HttpRequest.Builder builder =
        builder(request.url(), Map.of("Accept", EVENT_STREAM, "Cache-Control", "no-store")).GET();
    HttpResponse<ServerStream> response =
        http.send(
            builder,
            info -> {
              ServerStream stream = new ServerStream(json, limits, budget, otherMessages);
              if (info.statusCode() / 100 != 2
                  || !isStream(info.headers())
                  || AnswerHeaders.refusal(info.headers()).isPresent()) {
                stream.close();
              }
              return stream;
            },
            within);
    stopAtGate(response);
    return response;
  }

  private static boolean isStream(HttpHeaders headers) {
    return mediaType(headers).equals(EVENT_STREAM);
  }

  private HttpResponse<Body> post(URI target, Outgoing message, BodyHandler<Body> handler)
      throws Stopped, InterruptedException {
    HttpRequest.Builder builder =
        builder(target, message.headers()).POST(BodyPublishers.ofByteArray(message.body()));
    return http.send(builder, handler, deadline);
  }

  private HttpRequest.Builder builder(URI target, Map<String, String> headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(target);
    ownHeaders.forEach(builder::setHeader);
    request.headers().forEach(header -> builder.setHeader(header.name(), header.value()));
    headers.forEach(builder::setHeader);
    return builder;
  }

  private void stopAtGate(HttpResponse<?> response) throws Stopped {
    int status = response.statusCode();
    if (!decidedByHeaders(status)) {
      stopAtHeaders(response);
      return;
    }
    if (status != 401 && status != 403) {
      throw new Stopped(Reply.ofStatus(status));
    }
    Demand demand = Demand.of(response.headers().allValues("WWW-Authenticate"));
    throw new Stopped(refusal(status, demand), demand);
  }

  private FailureReason refusal(int status, Demand demand) {
    if (status == 403 && !demand.insufficientScope()) {
      return FailureReason.FORBIDDEN;
    }
    if (!request.credentialSent()) {
      return FailureReason.CREDENTIAL_REQUIRED;
    }
    return status == 403 ? FailureReason.INSUFFICIENT_SCOPE : FailureReason.CREDENTIAL_REJECTED;
  }

  /** An answer that says something by its status alone may be encoded as it likes: it is unread. */
  private static void stopAtHeaders(HttpResponse<?> response) throws Stopped {
    Optional<FailureReason> refusal = AnswerHeaders.refusal(response.headers());
    if (refusal.isPresent() && response.statusCode() / 100 == 2) {
      throw new Stopped(refusal.get());
    }
  }

  private static boolean decidedByHeaders(int status) {
    return status == 401 || status == 403 || status == 429 || status / 100 == 3;
  }

  private BoundedBody answerBody(ResponseInfo info, long id) {
    int status = info.statusCode();
    if (decidedByHeaders(status) || AnswerHeaders.refusal(info.headers()).isPresent()) {
      return BoundedBody.unread();
    }
    BodySink sink =
        switch (mediaType(info.headers())) {
          case "application/json" -> BodySink.whole();
          case EVENT_STREAM -> BodySink.firstEvent(event -> isOurs(event, id));
          default -> BodySink.drain();
        };
    return status / 100 == 2
        ? BoundedBody.reading(sink, budget, Body.TOO_LARGE)
        : BoundedBody.reading(sink, new ByteBudget(limits.errorBytes()), Body.NONE);
  }

  private BoundedBody acknowledgement(ResponseInfo info) {
    boolean unread = isStream(info.headers()) || AnswerHeaders.refusal(info.headers()).isPresent();
    return decidedByHeaders(info.statusCode()) || unread
        ? BoundedBody.unread()
        : BoundedBody.reading(BodySink.drain(), new ByteBudget(limits.errorBytes()), Body.NONE);
  }

  static String mediaType(HttpHeaders headers) {
    String value = headers.firstValue("Content-Type").orElse("");
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * What cannot be read ends the stream as well: it is judged when the whole answer is. So does one
   * message too many that is not ours.
   */
  private boolean isOurs(byte[] event, long id) {
    try {
      return AnswerReader.read(json, event, limits.tools()).answers(id) || !otherMessages.take(1);
    } catch (Stopped e) {
      return true;
    }
  }

  private @Nullable RpcAnswer parsed(Body body, long id) throws Stopped {
    try {
      RpcAnswer answer = AnswerReader.read(json, body.payload(), limits.tools());
      return answer.answers(id) ? answer : null;
    } catch (Stopped e) {
      if (e.reason() == FailureReason.MALFORMED_ANSWER) {
        return null;
      }
      throw e;
    }
  }
}
