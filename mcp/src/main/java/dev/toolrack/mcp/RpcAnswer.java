package dev.toolrack.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON-RPC message from a server, reduced to what a verification needs. */
sealed interface RpcAnswer {
  /** A request or notification of the server's own: nothing we wait for. */
  record Other() implements RpcAnswer {}

  /**
   * An answer with an error.
   *
   * @param id the id of the request, null if the server could not tell
   * @param code the error's code
   * @param supported {@code data.supported}, the revisions of a {@code -32022}
   */
  record Problem(@Nullable Long id, int code, List<String> supported) implements RpcAnswer {
    static final int METHOD_NOT_FOUND = -32601;
    static final int INTERNAL_ERROR = -32603;
    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CAPABILITY = -32021;
    static final int UNSUPPORTED_VERSION = -32022;
  }

  /**
   * An answer with a result.
   *
   * @param id the id of the request
   * @param fields what the result says
   */
  record Success(long id, RpcResult fields) implements RpcAnswer {}

  /** Whether this is what the request of that id waits for. */
  default boolean answers(long requestId) {
    return switch (this) {
      case Other other -> false;
      // The answer to a request that was not even understood has no id; there is one request only.
      case Problem problem -> problem.id() == null || problem.id() == requestId;
      case Success success -> success.id() == requestId;
    };
  }
}
