package dev.toolrack.core.binding;

import dev.toolrack.core.render.ToolsetRenderer.RenderedServer;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import java.util.Optional;

/** What became of one alias for one agent. */
public sealed interface ServerDecision {

  /** The name that agents know the server by. */
  String alias();

  /**
   * It is in the toolset.
   *
   * @param contextBytes of the enabled tools' definitions
   */
  record Included(
      String alias, IntegrationRef integration, RenderedServer server, long contextBytes)
      implements ServerDecision {}

  /** An integration holds the alias and cannot be used now. */
  record Unavailable(String alias, IntegrationRef integration, Reason reason)
      implements ServerDecision {}

  /**
   * The binding lists it, and it is absent or denied: the same answer for both.
   *
   * @param pinned the integration that was asked for
   */
  record NotFound(String alias, Optional<String> pinned) implements ServerDecision {}
}
