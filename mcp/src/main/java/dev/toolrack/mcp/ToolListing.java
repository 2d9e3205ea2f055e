package dev.toolrack.mcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  /** A server must not put off the next verification for longer, whatever it says. */
  private static final Duration MAX_FRESH = Duration.ofHours(1);

  private ToolListing() {}

  /**
   * What a server lists.
   *
   * @param fresh how long all pages hold: as long as the one that holds shortest, at most an hour;
   *     zero if one of them says nothing, or nothing that is a positive integer
   */
  record Listing(List<RawTool> tools, Duration fresh) {

    Verified of(ServerFacts server) {
      return new Verified(server, tools, Optional.empty(), fresh);
    }
  }

  /**
   * Collects all tools.
   *
   * @param first the answer to the request without a cursor
   * @param declared whether the server says that it has tools: if not, it may not know the method
   * @param pages how to get the others
   */
  static Listing collect(Reply first, boolean declared, Pages pages, Limits limits)
      throws Stopped, InterruptedException {
    if (!declared
        && first
            .problem()
            .filter(p -> p.code() == RpcAnswer.Problem.METHOD_NOT_FOUND)
            .isPresent()) {
      return new Listing(List.of(), Duration.ZERO);
    }
    List<RawTool> found = new ArrayList<>();
    Set<String> cursors = new HashSet<>();
    RpcResult page = first.required();
    Duration fresh = MAX_FRESH;
    while (true) {
      if (page.tools() == null) {
        throw StrictJson.malformed();
      }
      found.addAll(page.tools());
      fresh = shorter(fresh, page.ttlMs());
      if (found.size() > limits.tools()) {
        throw new Stopped(FailureReason.TOO_MANY_TOOLS);
      }
      // Opaque: the empty text is a cursor like any other, only its absence ends the list.
      String next = page.nextCursor();
      if (next == null) {
        return new Listing(found, fresh);
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

  private static Duration shorter(Duration fresh, @Nullable Long ttlMs) {
    long millis = Math.max(0, Objects.requireNonNullElse(ttlMs, 0L));
    return millis < fresh.toMillis() ? Duration.ofMillis(millis) : fresh;
  }
}
