package dev.toolrack.operator.shell;

import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.operator.shell.apply.StatusWriter.Shape;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How conditions sit in the status of each kind. */
final class Shapes {
  static final Shape<McpConnectorStatus> CONNECTOR =
      new Shape<>() {
        @Override
        public List<Condition> conditions(McpConnectorStatus status) {
          return status.conditions();
        }

        @Override
        public McpConnectorStatus with(McpConnectorStatus status, List<Condition> conditions) {
          return new McpConnectorStatus(
              status.observedGeneration(), status.auth(), status.server(), conditions);
        }
      };

  static final Shape<McpIntegrationStatus> INTEGRATION =
      new Shape<>() {
        @Override
        public List<Condition> conditions(McpIntegrationStatus status) {
          return status.conditions();
        }

        @Override
        public McpIntegrationStatus with(McpIntegrationStatus status, List<Condition> conditions) {
          return new McpIntegrationStatus(
              status.observedGeneration(),
              status.state(),
              status.alias(),
              status.path(),
              status.auth(),
              status.server(),
              status.tools(),
              status.view(),
              conditions);
        }
      };

  static final Shape<AgentToolBindingStatus> BINDING =
      new Shape<>() {
        @Override
        public List<Condition> conditions(AgentToolBindingStatus status) {
          return status.conditions();
        }

        @Override
        public AgentToolBindingStatus with(
            AgentToolBindingStatus status, List<Condition> conditions) {
          return new AgentToolBindingStatus(
              status.observedGeneration(),
              status.path(),
              status.servers(),
              status.tools(),
              status.contextBytes(),
              status.integrations(),
              conditions);
        }
      };

  private Shapes() {}
}
