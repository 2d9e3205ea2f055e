package dev.toolrack.core.binding;

import dev.toolrack.core.naming.CredentialKey;
import dev.toolrack.core.naming.ToolNames;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.render.ToolsetDocument.CredentialPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.core.render.ToolsetRenderer.RenderedServer;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.Memo;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.core.view.ServedTool;
import dev.toolrack.crds.CredentialReach;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * Makes an agent's part of a verified server: its tools after the binding's rules, and its keys.
 */
final class AgentServer {

  private AgentServer() {}

  /**
   * @param memo of the view that offers the server: without rules of their own all agents get the
   *     same of it
   */
  static ServerDecision of(
      IntegrationRef integration, ServedServer server, Memo memo, RuleList rules, Agent agent) {
    boolean lent = !integration.namespace().equals(agent.namespace());
    return rules.isEmpty()
        ? memo.of(ServerDecision.class, lent, () -> of(integration, server, rules, lent))
        : of(integration, server, rules, lent);
  }

  private static ServerDecision of(
      IntegrationRef integration, ServedServer server, RuleList rules, boolean lent) {
    if (lent && server.credentials().stream().anyMatch(s -> s.reach() != CredentialReach.SCOPE)) {
      return new ServerDecision.Unavailable(
          server.alias(), integration, Reason.CREDENTIAL_UNAVAILABLE);
    }
    var tools = new ArrayList<ToolPart>();
    long contextBytes = 0;
    for (ServedTool tool : server.tools()) {
      Verdict verdict = tool.verdict().tightenedBy(rules, server.alias(), tool.name());
      if (verdict.enabled()) {
        tools.add(part(server, tool, verdict));
        contextBytes += tool.bytes();
      }
    }
    if (tools.isEmpty()) {
      return new ServerDecision.Unavailable(server.alias(), integration, nothingOn(server));
    }
    var headers = new TreeMap<>(server.headers());
    var parts = new ArrayList<CredentialPart>();
    var sources = new TreeMap<String, CredentialSource>();
    for (CredentialSlot slot : server.credentials()) {
      String key = server.keyOf(slot, integration);
      String placeholder = CredentialKey.placeholder(key);
      headers.put(slot.header(), slot.bearer() ? "Bearer " + placeholder : placeholder);
      parts.add(new CredentialPart(key, slot.header()));
      sources.put(key, source(integration, server, slot, lent));
    }
    var part =
        new ServerPart(
            server.alias(),
            server.title(),
            integration.toString(),
            server.transport(),
            server.url().toString(),
            server.protocolVersion(),
            headers,
            parts,
            tools);
    return new ServerDecision.Included(
        server.alias(), integration, new RenderedServer(part, sources), contextBytes);
  }

  private static Reason nothingOn(ServedServer server) {
    return server.tools().stream().anyMatch(tool -> tool.verdict().isHeld())
        ? Reason.TOOLS_HELD
        : Reason.NO_TOOL_ENABLED;
  }

  /** "With Hold each tool carries its digest, so that an agent can check what the server says." */
  private static ToolPart part(ServedServer server, ServedTool tool, Verdict verdict) {
    String alias = server.alias();
    return new ToolPart(
        tool.name(),
        ToolNames.id(alias, tool.name()),
        ToolNames.llmName(alias, tool.name()),
        tool.title(),
        verdict.access().wire(),
        verdict.approval().wire(),
        verdict.decidedBy(),
        server.definitionsHeld() ? tool.digest() : null);
  }

  private static CredentialSource source(
      IntegrationRef integration, ServedServer server, CredentialSlot slot, boolean lent) {
    return new CredentialSource(
        integration.namespace(), slot.secret(), slot.key(), slot.uid(), server.url(), lent);
  }
}
