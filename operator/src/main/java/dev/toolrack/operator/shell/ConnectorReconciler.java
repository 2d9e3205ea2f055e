package dev.toolrack.operator.shell;

import dev.toolrack.core.connector.ConnectorResolver;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.operator.shell.apply.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.List;

/** Says of each connector whether its declaration holds. It owns nothing and asks nobody. */
@ControllerConfiguration(name = "connectors")
public final class ConnectorReconciler implements Reconciler<McpConnector> {
  private final StatusWriter<McpConnector, McpConnectorStatus> status;

  ConnectorReconciler(StatusWriter<McpConnector, McpConnectorStatus> status) {
    this.status = status;
  }

  @Override
  public UpdateControl<McpConnector> reconcile(
      McpConnector connector, Context<McpConnector> context) {
    var facts = new McpConnectorStatus(connector.getMetadata().getGeneration(), List.of());
    status.patchIfChanged(
        connector, facts, ConnectorResolver.findings(connector.getSpec()), context);
    return UpdateControl.noUpdate();
  }
}
