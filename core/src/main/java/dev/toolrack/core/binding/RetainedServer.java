package dev.toolrack.core.binding;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.render.ToolsetDocument.CredentialPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetRenderer.RenderedServer;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegrationSpec.Credentials;
import dev.toolrack.crds.McpIntegrationSpec.SecretHeader;
import dev.toolrack.crds.McpIntegrationSpec.SecretKeyRef;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps for an agent what it has of a server whose catalog was lost: the bytes of its own toolset
 * stay, and its keys are filled from the Secrets that the integration names.
 */
final class RetainedServer {

  private RetainedServer() {}

  static ServerDecision of(
      String alias, IntegrationInReach integration, @Nullable ServerPart delivered, Agent agent) {
    IntegrationRef ref = integration.ref();
    Optional<HttpUrl> url = delivered == null ? Optional.empty() : HttpUrl.parse(delivered.url());
    if (delivered == null || url.isEmpty()) {
      return new ServerDecision.Unavailable(alias, ref, Reason.VIEW_UNKNOWN);
    }
    var sources = new TreeMap<String, CredentialSource>();
    for (CredentialPart credential : delivered.credentials()) {
      Optional<SecretKeyRef> source = source(integration.spec().credentials(), credential.header());
      if (source.isEmpty()) {
        return new ServerDecision.Unavailable(alias, ref, Reason.VIEW_UNKNOWN);
      }
      sources.put(
          credential.key(),
          CredentialSource.ofAnyVersion(
              ref.namespace(),
              source.get().name(),
              source.get().key(),
              url.get(),
              !ref.namespace().equals(agent.namespace())));
    }
    return new ServerDecision.Included(alias, ref, new RenderedServer(delivered, sources), 0);
  }

  private static Optional<SecretKeyRef> source(Credentials credentials, String header) {
    for (SecretHeader candidate : credentials.headers()) {
      if (candidate.name().equalsIgnoreCase(header)) {
        return Optional.of(candidate.secretKeyRef());
      }
    }
    return header.equalsIgnoreCase("Authorization") && credentials.bearer() != null
        ? Optional.of(credentials.bearer().secretKeyRef())
        : Optional.empty();
  }
}
