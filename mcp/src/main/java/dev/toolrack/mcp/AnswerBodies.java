package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of one verification's answers, each within what is left of its limits. */
final class AnswerBodies {
  private final JsonFactory json;
  private final Limits limits;
  private final ByteBudget budget;
  private final ByteBudget otherMessages;

  AnswerBodies(JsonFactory json, Limits limits, ByteBudget budget, ByteBudget otherMessages) {
    this.json = json;
    this.limits = limits;
    this.budget = budget;
    this.otherMessages = otherMessages;
  }

  /** Of an answer to the request of that id. */
  BoundedBody answer(ResponseInfo info, long id) {
    int status = info.statusCode();
    if (Gate.decidedByHeaders(status) || AnswerHeaders.refusal(info.headers()).isPresent()) {
      return BoundedBody.unread();
    }
    BodySink sink =
        switch (AnswerHeaders.mediaType(info.headers())) {
          case "application/json" -> BodySink.whole();
          case AnswerHeaders.EVENT_STREAM -> BodySink.firstEvent(event -> isOurs(event, id));
          default -> BodySink.drain();
        };
    return status / 100 == 2
        ? BoundedBody.reading(sink, budget, Body.TOO_LARGE)
        : BoundedBody.reading(sink, new ByteBudget(limits.errorBytes()), Body.NONE);
  }

  /** Of an answer that nobody needs to read. */
  BoundedBody acknowledgement(ResponseInfo info) {
    boolean unread =
        AnswerHeaders.isStream(info.headers()) || AnswerHeaders.refusal(info.headers()).isPresent();
    return Gate.decidedByHeaders(info.statusCode()) || unread
        ? BoundedBody.unread()
        : BoundedBody.reading(BodySink.drain(), new ByteBudget(limits.errorBytes()), Body.NONE);
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

  /** The answer to the request of that id, if that is what was read. */
  @Nullable RpcAnswer parsed(Body body, long id) throws Stopped {
    try {
      RpcAnswer answer = AnswerReader.read(json, body.take(), limits.tools());
      return answer.answers(id) ? answer : null;
    } catch (Stopped e) {
      if (e.reason() == FailureReason.MALFORMED_ANSWER) {
        return null;
      }
      throw e;
    }
  }
}
