package dev.toolrack.core.connector;

import dev.toolrack.core.status.Finding;
import dev.toolrack.crds.McpConnectorStatus;
import java.util.List;

/**
 * What is said of a connector.
 *
 * @param findings about Accepted and Reachable
 * @param facts the status apart from its conditions
 */
public record ConnectorOutcome(List<Finding> findings, McpConnectorStatus facts) {
  /** Takes a copy of the list. */
  public ConnectorOutcome {
    findings = List.copyOf(findings);
  }
}
