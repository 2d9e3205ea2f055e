package dev.toolrack.core.integration;

import dev.toolrack.core.policy.ToolPolicy;
import dev.toolrack.core.tool.KnownTools.KnownTool;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.core.view.ServedTool;
import java.util.List;
import java.util.Objects;

/** Joins a verified server with what connector and integration decide about its tools. */
final class ServedServers {

  private ServedServers() {}

  static ServedServer of(
      IntegrationSnapshot snapshot,
      ConnectorFacts connector,
      VerificationPlan plan,
      VerifiedServer server,
      DefinitionCheck definitions) {
    ToolPolicy policy = Policies.of(snapshot.ref(), snapshot.spec(), connector.spec());
    String alias = Objects.requireNonNullElse(IntegrationFacts.alias(snapshot), "");
    List<ServedTool> tools =
        OwnNames.of(
            alias,
            server.tools().tools().stream().map(t -> served(t, policy, definitions)).toList());
    return new ServedServer(
        alias,
        title(snapshot, connector, alias),
        plan.url(),
        server.transport(),
        server.protocolVersion(),
        plan.headers(),
        plan.credentials(),
        definitions.hold().isPresent(),
        tools);
  }

  private static ServedTool served(KnownTool tool, ToolPolicy policy, DefinitionCheck definitions) {
    return new ServedTool(
        tool.name(),
        tool.title(),
        tool.digest(),
        tool.bytes(),
        definitions.heldBack(tool.name(), policy.verdict(tool.traits())));
  }

  private static String title(
      IntegrationSnapshot snapshot, ConnectorFacts connector, String alias) {
    String own = snapshot.spec().displayName();
    String connectors = connector.spec().displayName();
    return own != null ? own : connectors != null ? connectors : alias;
  }
}
