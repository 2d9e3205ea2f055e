package dev.toolrack.core.integration;

import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.crds.McpIntegrationSpec;
import dev.toolrack.crds.McpIntegrationStatus.ServerFacts;
import dev.toolrack.crds.McpIntegrationStatus.View;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a decision about one integration depends on.
 *
 * @param ref its name
 * @param uid its UID
 * @param generation of its spec
 * @param spec what was declared
 * @param enabled whether the operator may read and write Secrets and ConfigMaps of its namespace
 * @param seated whether it is one of those that are verified in its namespace, see {@link Seats}
 * @param namespace the place of its namespace
 * @param connector what connectorRef names
 * @param configs the keys of ConfigMaps that variables name
 * @param secrets the Secrets that credentials name, by name
 * @param token what is known of its access token
 * @param knowledge what is known of the server
 * @param cross whether namespace labels may decide across namespaces
 * @param destinations which servers may be named
 * @param connectPage where the operator serves the page that people log in on; empty = nowhere
 * @param now the time, for outages that last too long
 */
public record IntegrationSnapshot(
    IntegrationRef ref,
    String uid,
    long generation,
    McpIntegrationSpec spec,
    boolean enabled,
    boolean seated,
    Lookup<NamespaceScope> namespace,
    Lookup<ConnectorFacts> connector,
    Map<ConfigMapKeyRef, Lookup<ConfigValue>> configs,
    Map<String, Lookup<SecretFacts>> secrets,
    TokenState token,
    Knowledge knowledge,
    CrossNamespace cross,
    Destinations destinations,
    Optional<String> connectPage,
    Instant now) {

  /**
   * What earlier verifications found out.
   *
   * @param lastGood the last good one, while it counts
   * @param latest the latest one
   * @param lastSeen what the last good one found of the server, however long ago
   * @param failingSince since when the latest ones fail
   * @param persisted the view that the status names; without a last good result it is lost
   * @param records what is on record of its definitions
   */
  public record Knowledge(
      Optional<VerifiedServer> lastGood,
      Attempt latest,
      Optional<ServerFacts> lastSeen,
      Optional<Instant> failingSince,
      Optional<View> persisted,
      DefinitionRecords records) {

    /** Of a server of whose definitions nothing is on record. */
    public Knowledge(
        Optional<VerifiedServer> lastGood,
        Attempt latest,
        Optional<ServerFacts> lastSeen,
        Optional<Instant> failingSince,
        Optional<View> persisted) {
      this(lastGood, latest, lastSeen, failingSince, persisted, DefinitionRecords.none());
    }

    /** The same with other records of the server's definitions. */
    public Knowledge with(DefinitionRecords others) {
      return new Knowledge(lastGood, latest, lastSeen, failingSince, persisted, others);
    }

    /** Nothing is known. */
    public static Knowledge none() {
      return new Knowledge(
          Optional.empty(),
          new Attempt.None(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }
}
