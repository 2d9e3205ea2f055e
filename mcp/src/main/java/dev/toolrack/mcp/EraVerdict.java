package dev.toolrack.mcp;

import java.util.List;
import java.util.Optional;

/** What the answer to {@code server/discover} says about a server's era. */
sealed interface EraVerdict {
  /** Stateless, and this is its introduction. */
  record Stateless(String version, RpcResult introduction) implements EraVerdict {}

  /** Stateless, but it wants this revision. */
  record Retry(String version) implements EraVerdict {}

  /** Perhaps stateless without {@code server/discover}: {@code tools/list} will tell. */
  record PerhapsStateless() implements EraVerdict {}

  /** No sign of the stateless era: try {@code initialize}. */
  record Earlier() implements EraVerdict {}

  /** Stateless, but nothing we say will do. */
  record Unsupported() implements EraVerdict {}

  /** The answer claims to be one and is not. */
  record Malformed() implements EraVerdict {}

  /**
   * The decision table, for answers in HTTP that are not about credentials. A server that merely
   * lists tools when asked in the stateless way is no proof: some sessionless servers of the
   * earlier era do that as well.
   */
  static EraVerdict of(Reply reply) {
    if (reply.answer() instanceof RpcAnswer.Problem problem) {
      return ofProblem(reply.status(), problem);
    }
    Optional<RpcResult> result = reply.result();
    if (result.isEmpty()) {
      return new Earlier();
    }
    List<String> offered = result.get().supportedVersions();
    if (offered == null) {
      return new Earlier();
    }
    String type = result.get().resultType();
    if (type != null && !type.equals("complete")) {
      return new Malformed();
    }
    Optional<String> version = Revisions.newest(Revisions.STATELESS, offered);
    return version.isPresent()
        ? new Stateless(version.get(), result.get())
        : withoutStateless(offered);
  }

  private static EraVerdict ofProblem(int status, RpcAnswer.Problem problem) {
    return switch (problem.code()) {
      case RpcAnswer.Problem.UNSUPPORTED_VERSION -> {
        Optional<String> version = Revisions.newest(Revisions.STATELESS, problem.supported());
        yield version.isPresent()
            ? new Retry(version.get())
            : withoutStateless(problem.supported());
      }
      // Only this era has these errors. Our request is as the revision wants it, so that sending
      // another would not help.
      case RpcAnswer.Problem.HEADER_MISMATCH, RpcAnswer.Problem.MISSING_CAPABILITY ->
          new Unsupported();
      case RpcAnswer.Problem.METHOD_NOT_FOUND ->
          status == 404 ? new PerhapsStateless() : new Earlier();
      default -> new Earlier();
    };
  }

  private static EraVerdict withoutStateless(List<String> offered) {
    boolean earlier = offered.isEmpty() || Revisions.newest(Revisions.SESSION, offered).isPresent();
    return earlier ? new Earlier() : new Unsupported();
  }
}
