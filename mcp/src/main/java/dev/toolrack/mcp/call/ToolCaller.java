package dev.toolrack.mcp.call;

import dev.toolrack.mcp.Era;
import dev.toolrack.mcp.FailureReason;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.Question;
import dev.toolrack.mcp.RawAnswer;
import dev.toolrack.mcp.ServerFacts;
import dev.toolrack.mcp.VerificationRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls tools of verified servers, over Streamable HTTP, through the verifier's guard and limits. A
 * call is sent once: what it does is not known, so that it is never repeated.
 */
public final class ToolCaller {
  /** How often a tool may ask its user for something before we give up. */
  private static final int MAX_ROUNDS = 8;

  private final McpServerVerifier server;

  /**
   * A caller.
   *
   * @param verifier what reaches the servers
   */
  public ToolCaller(McpServerVerifier verifier) {
    this.server = verifier;
  }

  /**
   * Calls a tool and answers what it asks for, as far as the call says how.
   *
   * @param request how to reach the server; its timeout holds for each round
   * @param facts what its verification found
   */
  public CallOutcome call(VerificationRequest request, ServerFacts facts, ToolCall call)
      throws InterruptedException {
    Optional<Map<String, String>> parameters =
        facts.era() == Era.STATELESS ? ParameterHeaders.of(call) : Optional.of(Map.of());
    if (parameters.isEmpty()) {
      return new CallOutcome.Uncallable();
    }
    Map<String, String> headers = new LinkedHashMap<>(parameters.get());
    headers.put("Mcp-Name", HeaderText.of(call.name()));
    Map<String, String> more = Map.of();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      RawAnswer answer = server.ask(request, facts, question(call, headers, more));
      if (!(answer instanceof RawAnswer.Result result)) {
        return unfinished(answer);
      }
      Optional<InputRequests> asked = InputRequests.of(result.json());
      if (asked.isEmpty()) {
        return new CallOutcome.Unanswered(FailureReason.MALFORMED_ANSWER);
      }
      if (asked.get().complete()) {
        return new CallOutcome.Answered(result.json(), asked.get().isError());
      }
      if (!asked.get().elicits() || call.accept().isEmpty()) {
        return new CallOutcome.InputRequired(result.json());
      }
      more = asked.get().accepted(call.accept().get());
    }
    return new CallOutcome.Unanswered(FailureReason.MALFORMED_ANSWER);
  }

  private static Question question(
      ToolCall call, Map<String, String> headers, Map<String, String> more) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("name", JsonObjects.quoted(call.name()));
    params.put("arguments", call.arguments());
    params.putAll(more);
    Set<String> capabilities = call.accept().isPresent() ? Set.of("elicitation") : Set.of();
    return new Question("tools/call", params, headers, capabilities);
  }

  private static CallOutcome unfinished(RawAnswer answer) {
    return switch (answer) {
      case RawAnswer.Problem problem -> new CallOutcome.Refused(problem.code(), problem.message());
      case RawAnswer.None none -> new CallOutcome.Unanswered(none.reason(), none.authentication());
      case RawAnswer.Result result -> throw new IllegalStateException("a result is no failure");
    };
  }
}
