package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Puts one question to a verified server, in a session of its own where the era has sessions. */
final class Asking {
  private final Exchange exchange;
  private final Messages messages;
  private final JsonFactory json;

  Asking(Exchange exchange, Messages messages, JsonFactory json) {
    this.exchange = exchange;
    this.messages = messages;
    this.json = json;
  }

  RawAnswer ask(ServerFacts server, Question question) throws Stopped, InterruptedException {
    return switch (server.era()) {
      case STATELESS -> send(messages.question(question, server.protocolVersion()));
      case SESSION -> inSession(question);
      case SSE -> throw new Stopped(FailureReason.UNSUPPORTED_PROTOCOL);
    };
  }

  private RawAnswer inSession(Question question) throws Stopped, InterruptedException {
    Reply introduction = exchange.call(messages.initialize());
    String session = SessionDialogue.session(introduction);
    String version = introduction.required().protocolVersion();
    if (version == null || !Revisions.SESSION.contains(version)) {
      throw new Stopped(FailureReason.UNSUPPORTED_PROTOCOL);
    }
    try {
      exchange.tell(messages.initialized(version, session));
      return send(messages.question(question, version, session));
    } finally {
      if (session != null) {
        exchange.endSession(Messages.sessionHeaders(version, session));
      }
    }
  }

  private RawAnswer send(Outgoing message) throws Stopped, InterruptedException {
    HttpResponse<Body> response = exchange.callOnce(message);
    boolean ok = response.statusCode() / 100 == 2;
    if (response.body().kind() == Body.Kind.NONE) {
      throw ok ? StrictJson.malformed() : new Stopped(Reply.ofStatus(response.statusCode()));
    }
    Reader reader = new Reader();
    StrictJson.document(json, response.body().take(), reader::member);
    return reader.answer(message.id(), ok);
  }

  /** Takes an answer apart without looking into its result. */
  private static final class Reader {
    private @Nullable Long id;
    private @Nullable Long code;
    private @Nullable String result;
    private boolean failed;
    private String message = "";

    void member(StrictJson json, String name) throws IOException, Stopped {
      switch (name) {
        case "id" -> id = json.integer();
        case "result" -> result = json.slice();
        case "error" -> {
          failed = true;
          json.object(member -> error(json, member));
        }
        default -> json.skip();
      }
    }

    private void error(StrictJson json, String name) throws IOException, Stopped {
      switch (name) {
        case "code" -> code = json.integer();
        case "message" -> message = json.textOrEmpty();
        default -> json.skip();
      }
    }

    RawAnswer answer(long wanted, boolean ok) throws Stopped {
      String found = result;
      if (failed && found == null && code != null && code == code.intValue()) {
        return new RawAnswer.Problem(code.intValue(), message);
      }
      if (ok && !failed && found != null && id != null && id == wanted) {
        return new RawAnswer.Result(found);
      }
      throw StrictJson.malformed();
    }
  }
}
