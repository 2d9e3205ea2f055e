package dev.toolrack.cli.explain;

import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ClusterEdit;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.SecretReading;
import dev.toolrack.core.cluster.TokenReading;
import dev.toolrack.core.cluster.Unseen.Spot;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationSpec.OAuth;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Learns what has to be known of the access tokens that the operator keeps, from the metadata of
 * their Secrets alone.
 */
final class TokenSight {
  private final SecretSight secrets;

  TokenSight(SecretSight secrets) {
    this.secrets = secrets;
  }

  /**
   * What is known of integrations' tokens; nothing can be decided where they may not be seen.
   *
   * @param edit has the Secrets of their clients, and takes the tokens as sources of credentials
   */
  Map<IntegrationRef, TokenState> read(ClusterEdit edit, Collection<McpIntegration> integrations)
      throws InterruptedException {
    Cluster known = edit.done();
    var states = new HashMap<IntegrationRef, TokenState>();
    var hidden = new ArrayList<Spot>();
    for (McpIntegration integration : integrations) {
      if (integration.getSpec() == null || integration.getSpec().credentials().oauth() == null) {
        continue;
      }
      Optional<ObjectName> client = client(integration);
      IntegrationRef ref = References.integration(integration);
      var name = new ObjectName(ref.namespace(), TokenPlan.secretName(ref.name()));
      // Without its client nobody knows where a token may go.
      Optional<SecretFacts> owner =
          client.flatMap(c -> Optional.ofNullable(known.secrets().get(c)));
      boolean ownerHidden =
          owner.isEmpty() && client.filter(c -> known.unseen().covers("Secret", c)).isPresent();
      Lookup<Secret> token = ownerHidden ? Lookup.forbidden() : secrets.metadata(name);
      states.put(ref, new TokenState(kept(integration, token), Optional.empty(), Optional.empty()));
      switch (token) {
        case Lookup.Found<Secret>(Secret secret) ->
            TokenReading.asSource(secret)
                .or(() -> owner.map(o -> TokenReading.asSource(secret, o)))
                .ifPresent(source -> edit.put(name, source));
        case Lookup.Forbidden<Secret>(), Lookup.Stale<Secret>() ->
            hidden.add(new Spot("Secret", name.namespace(), name.name()));
        default -> {}
      }
    }
    edit.unseen(hidden);
    return states;
  }

  /** The Secret of the client that tokens are obtained with; empty = it came with a login. */
  private static Optional<ObjectName> client(McpIntegration integration) {
    OAuth oauth = integration.getSpec().credentials().oauth();
    return Optional.ofNullable(oauth)
        .flatMap(o -> Optional.ofNullable(o.clientRef()))
        .map(client -> new ObjectName(integration.getMetadata().getNamespace(), client.name()));
  }

  private static Lookup<TokenFacts> kept(McpIntegration integration, Lookup<Secret> token) {
    return switch (token) {
      case Lookup.Found<Secret>(Secret secret) ->
          SecretReading.isSource(secret) && isOf(integration, secret)
              ? Lookup.found(TokenReading.facts(secret))
              : Lookup.absent();
      case Lookup.Absent<Secret>() -> Lookup.absent();
      case Lookup.Forbidden<Secret>(), Lookup.Stale<Secret>() -> Lookup.stale();
    };
  }

  private static boolean isOf(McpIntegration integration, Secret token) {
    List<OwnerReference> owners =
        Objects.requireNonNullElse(token.getMetadata().getOwnerReferences(), List.of());
    return owners.stream()
        .anyMatch(owner ->
            Boolean.TRUE.equals(owner.getController())
                && integration.getMetadata().getUid().equals(owner.getUid()));
  }
}
