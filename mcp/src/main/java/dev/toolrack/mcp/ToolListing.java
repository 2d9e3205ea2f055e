package dev.toolrack.mcp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the pages of {@code tools/list} to their end, which a hostile server never reaches. */
final class ToolListing {
  /** A cursor is sent back; one this long would make us upload more than we may download. */
  private static final int MAX_CURSOR = 8192;

  /** Fetches one page. */
  interface Pages {
    Reply page(@Nullable String cursor) throws Stopped, InterruptedException;
  }

  private ToolListing() {}

  /**
   * Collects all tools.
   *
   * @param first the answer to the request without a cursor
   * @param declared whether the server says that it has tools: if not, it may not know the method
   * @param pages how to get the others
   */
  static List<RawTool> collect(Reply first, boolean declared, Pages pages, Limits limits)
      throws Stopped, InterruptedException {
    if (!declared
        && first
            .problem()
            .filter(p -> p.code() == RpcAnswer.Problem.METHOD_NOT_FOUND)
            .isPresent()) {
      return List.of();
    }
    List<RawTool> found = new ArrayList<>();
    Set<String> cursors = new HashSet<>();
    RpcResult page = first.required();
    while (true) {
      if (page.tools() == null) {
        throw StrictJson.malformed();
      }
      found.addAll(page.tools());
      if (found.size() > limits.tools()) {
        throw new Stopped(FailureReason.TOO_MANY_TOOLS);
      }
      // Opaque: the empty text is a cursor like any other, only its absence ends the list.
      String next = page.nextCursor();
      if (next == null) {
        return found;
      }
      if (next.length() > MAX_CURSOR) {
        throw StrictJson.malformed();
      }
      if (!cursors.add(next) || cursors.size() >= limits.pages()) {
        throw new Stopped(FailureReason.TOO_MANY_PAGES);
      }
      page = pages.page(next).required();
    }
  }
}
