package dev.toolrack.core.connector;

import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpConnectorStatus;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connector and what was said of it last.
 *
 * @param generation of the spec
 * @param status as it is persisted; null if nobody looked yet
 */
public record ConnectorSnapshot(
    McpConnectorSpec spec, long generation, @Nullable McpConnectorStatus status) {

  /** The persisted status, if it speaks of this very spec. */
  Optional<McpConnectorStatus> remembered() {
    return Optional.ofNullable(status)
        .filter(before -> Objects.equals(before.observedGeneration(), generation));
  }
}
