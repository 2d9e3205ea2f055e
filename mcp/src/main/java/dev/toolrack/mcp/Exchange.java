package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All requests of one verification: they share its deadline, its byte budget and its headers. */
final class Exchange {
  /** A server that is slow to forget a session must not hold up a verdict that is already made. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** How the attempt at an older way may fail without outweighing what was known before. */
  private static final Set<FailureReason> SAYS_NOTHING =
      EnumSet.of(FailureReason.TIMEOUT, FailureReason.UNREACHABLE, FailureReason.MALFORMED_ANSWER);

  private final GuardedHttp http;
  private final JsonFactory json;
  private final VerificationRequest request;
  private final Map<String, String> ownHeaders;
  private final Limits limits;
  private final LargeAnswers.Turn turn;
  private final Deadline deadline;
  private final ByteBudget budget;
  private final ByteBudget otherMessages;
  private final AnswerBodies bodies;
  private final Gate gate;

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
    this.turn = turn;
    this.deadline = Deadline.in(request.timeout());
    this.budget = new ByteBudget(limits.bytes(), turn);
    this.otherMessages = new ByteBudget(limits.messages());
    this.bodies = new AnswerBodies(json, limits, budget, otherMessages);
    this.gate = new Gate(request.credentialSent());
  }

  /**
   * Sends a request and reads its answer.
   *
   * @throws Stopped for everything that ends a verification whatever the era (decision table, rows
   *     1 and 4)
   */
  Reply call(Outgoing message) throws Stopped, InterruptedException {
    HttpResponse<Body> response =
        within(post(request.url(), message, info -> bodies.answer(info, message.id())));
    Body body = response.body();
    RpcAnswer answer = body.kind() == Body.Kind.JSON ? bodies.parsed(body, message.id()) : null;
    return new Reply(response.statusCode(), response.headers(), answer);
  }

  /** Sends a request that may change something, never twice. Its JSON, or none, is not read. */
  HttpResponse<Body> callOnce(Outgoing message) throws Stopped, InterruptedException {
    HttpRequest.Builder builder =
        builder(request.url(), message.headers()).POST(BodyPublishers.ofByteArray(message.body()));
    return within(http.sendOnce(builder, info -> bodies.answer(info, message.id()), deadline));
  }

  private HttpResponse<Body> within(HttpResponse<Body> response) throws Stopped {
    gate.check(response);
    if (otherMessages.isSpent()) {
      throw new Stopped(FailureReason.TOO_MANY_MESSAGES);
    }
    if (response.body().kind() == Body.Kind.TOO_LARGE) {
      throw new Stopped(FailureReason.ANSWER_TOO_LARGE);
    }
    return response;
  }

  /** Sends a notification, which any 2xx acknowledges. */
  void tell(Outgoing notification) throws Stopped, InterruptedException {
    tell(request.url(), notification);
  }

  /** Sends a message whose answer, if it has one, comes on a stream; any 2xx acknowledges it. */
  void tell(URI target, Outgoing message) throws Stopped, InterruptedException {
    HttpResponse<Body> response = post(target, message, bodies::acknowledgement);
    gate.check(response);
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
      if (AnswerHeaders.isStream(response.headers())) {
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
    return response.statusCode() / 100 == 2 && AnswerHeaders.isStream(response.headers())
        ? Optional.of(response.body())
        : Optional.empty();
  }

  private HttpResponse<ServerStream> get(Deadline within) throws Stopped, InterruptedException {
    HttpRequest.Builder builder =
        builder(
                request.url(),
                Map.of("Accept", AnswerHeaders.EVENT_STREAM, "Cache-Control", "no-store"))
            .GET();
    HttpResponse<ServerStream> response =
        http.send(
            builder,
            info -> {
              ServerStream stream = new ServerStream(json, limits, budget, otherMessages);
              turn.whenStopped(stream::stop);
              if (info.statusCode() / 100 != 2
                  || !AnswerHeaders.isStream(info.headers())
                  || AnswerHeaders.refusal(info.headers()).isPresent()) {
                stream.close();
              }
              return stream;
            },
            within);
    gate.check(response);
    return response;
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
}
