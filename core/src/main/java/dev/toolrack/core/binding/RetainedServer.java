package dev.toolrack.core.binding;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.naming.CredentialKey;
import dev.toolrack.core.policy.Decision;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.render.ToolsetDocument.CredentialPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.core.render.ToolsetRenderer.RenderedServer;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.McpIntegrationSpec.Credentials;
import dev.toolrack.crds.McpIntegrationSpec.SecretHeader;
import dev.toolrack.crds.McpIntegrationSpec.SecretKeyRef;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps for an agent what it has of a server whose catalog was lost: its own toolset stays, as far
 * as the binding's rules let it, and its keys are filled from the Secrets that the integration
 * names.
 */
final class RetainedServer {

  private RetainedServer() {}

  static ServerDecision of(
      String alias,
      IntegrationInReach integration,
      @Nullable ServerPart delivered,
      RuleList rules,
      Agent agent) {
    IntegrationRef ref = integration.ref();
    Optional<HttpUrl> url = delivered == null ? Optional.empty() : HttpUrl.parse(delivered.url());
    if (delivered == null || url.isEmpty() || !delivered.name().equals(alias)) {
      return new ServerDecision.Unavailable(alias, ref, Reason.VIEW_UNKNOWN);
    }
    var sources = new TreeMap<String, CredentialSource>();
    for (CredentialPart credential : delivered.credentials()) {
      Optional<SecretKeyRef> source =
          source(integration.spec().credentials(), alias, ref, url.get(), credential);
      if (source.isEmpty()) {
        return new ServerDecision.Unavailable(alias, ref, Reason.VIEW_UNKNOWN);
      }
      sources.put(
          credential.key(),
          CredentialSource.ofAnyIdentity(
              ref.namespace(),
              source.get().name(),
              source.get().key(),
              url.get(),
              !ref.namespace().equals(agent.namespace())));
    }
    List<ToolPart> tools =
        delivered.tools().stream().flatMap(tool -> tightened(tool, alias, rules)).toList();
    return tools.isEmpty()
        ? new ServerDecision.Unavailable(alias, ref, Reason.NO_TOOL_ENABLED)
        : new ServerDecision.Included(
            alias, ref, new RenderedServer(with(delivered, tools), sources), 0);
  }

  /** Where a key's value comes from; empty where the key is not one of this server. */
  private static Optional<SecretKeyRef> source(
      Credentials credentials,
      String alias,
      IntegrationRef ref,
      HttpUrl url,
      CredentialPart credential) {
    String header = credential.header();
    for (SecretHeader candidate : credentials.headers()) {
      if (candidate.name().equalsIgnoreCase(header)
          && credential
              .key()
              .equals(CredentialKey.header(alias, ref.toString(), url, candidate.name()))) {
        return Optional.of(candidate.secretKeyRef());
      }
    }
    return credentials.bearer() != null
            && header.equalsIgnoreCase("Authorization")
            && credential.key().equals(CredentialKey.bearer(alias, ref.toString(), url))
        ? Optional.of(credentials.bearer().secretKeyRef())
        : Optional.empty();
  }

  /** The tool as it was delivered, unless the binding's rules have become stricter since. */
  private static Stream<ToolPart> tightened(ToolPart tool, String alias, RuleList rules) {
    Decision decision = tool.approval().equals(Approval.AUTO.wire()) ? Decision.AUTO : Decision.ASK;
    Verdict delivered = new Verdict(decision, access(tool), tool.decidedBy(), null);
    Verdict now = delivered.tightenedBy(rules, alias, tool.name());
    if (!now.enabled()) {
      return Stream.empty();
    }
    return now.equals(delivered)
        ? Stream.of(tool)
        : Stream.of(
            new ToolPart(
                tool.name(),
                tool.id(),
                tool.llmName(),
                tool.title(),
                tool.access(),
                now.approval().wire(),
                now.decidedBy(),
                tool.digest()));
  }

  private static AccessClass access(ToolPart tool) {
    return Stream.of(AccessClass.READ, AccessClass.UNKNOWN)
        .filter(access -> access.wire().equals(tool.access()))
        .findFirst()
        .orElse(AccessClass.WRITE);
  }

  private static ServerPart with(ServerPart server, List<ToolPart> tools) {
    return new ServerPart(
        server.name(),
        server.title(),
        server.integration(),
        server.transport(),
        server.url(),
        server.protocolVersion(),
        server.headers(),
        server.credentials(),
        tools);
  }
}
