package dev.toolrack.cli.lint;

import dev.toolrack.core.connector.ConnectorResolver;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpConnectorSpec;
import java.util.List;

/** What the operator would say of a connector, which depends on nothing else. */
final class ConnectorFindings {
  private ConnectorFindings() {}

  static List<Problem> of(Manifest manifest) {
    var spec = Typed.part(manifest.node().path("spec"), McpConnectorSpec.class);
    return ConnectorResolver.findings(spec).stream()
        .filter(finding -> finding.effect() != Effect.NONE && finding.effect() != Effect.OFF)
        .filter(finding -> finding.reason() != Reason.RULE_UNREACHABLE)
        .map(finding ->
            manifest.problem(
                finding.reason() == Reason.DURATION_INVALID ? "/spec/verify" : "/spec/server",
                IntegrationCheck.severity(finding.effect()),
                finding.reason().wire(),
                finding.message()))
        .toList();
  }
}
