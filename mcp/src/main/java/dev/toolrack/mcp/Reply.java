package dev.toolrack.mcp;

import java.net.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer over HTTP that is neither about credentials nor about redirects or rates: those end a
 * verification before there is a reply.
 *
 * @param status its status
 * @param headers its headers
 * @param answer the JSON-RPC answer to our request, null if there is none
 */
record Reply(int status, HttpHeaders headers, @Nullable RpcAnswer answer) {
  boolean ok() {
    return status / 100 == 2;
  }

  Optional<RpcResult> result() {
    return ok() && answer instanceof RpcAnswer.Success success
        ? Optional.of(success.fields())
        : Optional.empty();
  }

  Optional<RpcAnswer.Problem> problem() {
    return answer instanceof RpcAnswer.Problem problem ? Optional.of(problem) : Optional.empty();
  }

  /** The result of a request whose era is settled, or the reason why there is none. */
  RpcResult required() throws Stopped {
    if (answer instanceof RpcAnswer.Problem problem
        && problem.code() <= RpcAnswer.Problem.HEADER_MISMATCH
        && problem.code() >= RpcAnswer.Problem.UNSUPPORTED_VERSION) {
      throw new Stopped(FailureReason.UNSUPPORTED_PROTOCOL);
    }
    if (!ok()) {
      throw new Stopped(ofStatus(status));
    }
    if (answer instanceof RpcAnswer.Problem) {
      throw new Stopped(FailureReason.SERVER_ERROR);
    }
    RpcResult result = result().orElseThrow(StrictJson::malformed);
    if (result.resultType() != null && !result.resultType().equals("complete")) {
      throw StrictJson.malformed();
    }
    return result;
  }

  /** What a status other than 2xx means on its own. */
  static FailureReason ofStatus(int status) {
    return switch (status) {
      case 404, 410 -> FailureReason.NOT_FOUND;
      case 429 -> FailureReason.RATE_LIMITED;
      default ->
          switch (status / 100) {
            case 3 -> FailureReason.REDIRECT_REFUSED;
            case 5 -> FailureReason.SERVER_ERROR;
            default -> FailureReason.UNEXPECTED_STATUS;
          };
    };
  }
}
