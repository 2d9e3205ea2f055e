package dev.toolrack.mcp;

import org.jspecify.annotations.Nullable;

/** The dialogue with a server of 2025-03-26 to 2025-11-25: {@code initialize} comes first. */
final class SessionDialogue {
  static final String SESSION_HEADER = "Mcp-Session-Id";

  private static final int MAX_SESSION = 1024;

  private final Exchange exchange;
  private final Messages messages;
  private final Limits limits;

  SessionDialogue(Exchange exchange, Messages messages, Limits limits) {
    this.exchange = exchange;
    this.messages = messages;
    this.limits = limits;
  }

  /** Introduces us. The answer is for {@link #verify} unless it {@link #isForeign}. */
  Reply initialize() throws Stopped, InterruptedException {
    return exchange.call(messages.initialize());
  }

  /** Whether the answer looks like that of a server which takes no messages at this URL. */
  static boolean isForeign(Reply introduction) {
    return switch (introduction.status()) {
      case 400, 404, 405, 406, 415 -> true;
      default -> false;
    };
  }

  /** Goes on after {@link #initialize}. */
  Verified verify(Reply reply) throws Stopped, InterruptedException {
    String session = session(reply);
    RpcResult introduction = introduction(reply);
    String version = version(introduction);
    try {
      Verified verified = verified(introduction, version, session);
      leave(version, session);
      return verified;
    } catch (Stopped e) {
      leave(version, session);
      throw e;
    }
  }

  private void leave(String version, @Nullable String session) throws InterruptedException {
    if (session != null) {
      exchange.endSession(Messages.sessionHeaders(version, session));
    }
  }

  private Verified verified(RpcResult introduction, String version, @Nullable String session)
      throws Stopped, InterruptedException {
    exchange.tell(messages.initialized(version, session));
    Reply first = exchange.call(messages.listTools(version, session, null));
    return ToolListing.collect(
            first,
            introduction.declaresTools(),
            cursor -> exchange.call(messages.listTools(version, session, cursor)),
            limits)
        .of(introduction.facts(version, Era.SESSION, Transport.STREAMABLE_HTTP));
  }

  /** The revision that the server settled on. */
  static String version(RpcResult introduction) throws Stopped {
    String version = introduction.protocolVersion();
    if (version == null) {
      throw StrictJson.malformed();
    }
    if (!Revisions.SESSION.contains(version)) {
      throw new Stopped(FailureReason.UNSUPPORTED_PROTOCOL);
    }
    return version;
  }

  /** What the server says to {@code initialize}. */
  static RpcResult introduction(Reply reply) throws Stopped {
    if (!reply.ok()) {
      throw new Stopped(
          switch (reply.status()) {
            case 400, 405, 406, 415 -> FailureReason.UNSUPPORTED_PROTOCOL;
            default -> Reply.ofStatus(reply.status());
          });
    }
    if (reply.answer() instanceof RpcAnswer.Problem problem
        && problem.code() != RpcAnswer.Problem.INTERNAL_ERROR) {
      throw new Stopped(FailureReason.UNSUPPORTED_PROTOCOL);
    }
    return reply.required();
  }

  /** The session's id goes back as a header, so that it must be fit to be one. */
  static @Nullable String session(Reply reply) throws Stopped {
    String session = reply.headers().firstValue(SESSION_HEADER).orElse(null);
    if (session == null || !reply.ok()) {
      return null;
    }
    if (session.isEmpty() || session.length() > MAX_SESSION || !ServerWords.areVisible(session)) {
      throw StrictJson.malformed();
    }
    return session;
  }
}
