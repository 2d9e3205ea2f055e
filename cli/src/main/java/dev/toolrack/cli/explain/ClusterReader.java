package dev.toolrack.cli.explain;

import dev.toolrack.core.cluster.BindingGathering;
import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ClusterEdit;
import dev.toolrack.core.cluster.Memory;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.PersistedKnowledge;
import dev.toolrack.core.cluster.PersistedView;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.cluster.Unseen.Spot;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads everything that toolsets depend on, as far as whoever asks may read it. */
final class ClusterReader {
  private static final String CATALOGS = Api.MANAGED_LABEL + "=catalog";
  private static final String TOOLSETS = Api.MANAGED_LABEL + "=toolset";
  private static final String CONFIGS = Api.CONFIG_LABEL + "=true";

  private final Sight sight;
  private final SecretSight secrets;
  private final Map<ObjectName, ConfigMap> catalogs = new HashMap<>();
  private final Map<String, Namespace> namespaces = new HashMap<>();

  /**
   * @param own namespaces that are looked at even where not all may be
   */
  ClusterReader(KubernetesClient client, Collection<String> own) {
    this.sight = new Sight(client, own);
    this.secrets = new SecretSight(client);
  }

  /** The cluster as it is now. */
  Cluster read() throws InterruptedException {
    List<McpIntegration> integrations = sight.list(McpIntegration.class, "");
    List<McpConnector> connectors = sight.list(McpConnector.class, "");
    sight.list(ConfigMap.class, CATALOGS, "ConfigMap").forEach(c -> put(catalogs, c));
    List<ConfigMap> configs = sight.list(ConfigMap.class, CONFIGS, "ConfigMap");
    readNamespaces();
    ClusterEdit edit =
        Cluster.empty(
                OperatorsWord.circumstances(integrations, (url, secret, who) -> Optional.empty()))
            .edit();
    integrations.forEach(edit::put);
    connectors.forEach(edit::put);
    namespaces.values().forEach(edit::put);
    sight.list(AgentToolBinding.class, "").forEach(edit::put);
    configs.forEach(edit::put);
    readConfigs(edit, integrations, connectors, configs);
    readSecrets(edit, integrations);
    var knowledge = new HashMap<IntegrationRef, Knowledge>();
    for (McpIntegration integration : integrations) {
      knowledge.put(
          References.integration(integration),
          PersistedKnowledge.knowledge(integration, catalog(integration)));
    }
    edit.unseen(sight.unseen()).seen(sight.seen());
    var tokens = new TokenSight(secrets).read(edit, integrations);
    edit.remembering(Memory.EMPTY.knowing(knowledge).holding(tokens));
    Cluster cluster = OperatorsWord.withoutTokens(OperatorsWord.refusing(edit.done()));
    return withViews(cluster);
  }

  /** A namespace as it is there, if it is visible. */
  Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(namespaces.get(name));
  }

  /** The same cluster with what some agents' toolsets have. */
  Cluster delivering(Cluster cluster, Set<ObjectName> agents) {
    var delivered = new HashMap<>(cluster.memory().delivered());
    for (ObjectName agent : agents) {
      var name = new ObjectName(agent.namespace(), AgentOutputs.toolsetName(agent.name()));
      sight.get(ConfigMap.class, name).ifPresent(c -> delivered.put(agent, servers(c)));
    }
    return cluster.remembering(cluster.memory().delivering(delivered));
  }

  /** The same with everybody's, where some agents can only keep what they have. */
  Cluster delivering(Cluster cluster) {
    Resolution now = Resolution.of(cluster);
    boolean needed =
        cluster.integrations().values().stream()
            .map(References::integration)
            .flatMap(ref -> now.view(ref).optional().stream())
            .anyMatch(view -> view.availability() instanceof Availability.Unknown);
    if (!needed) {
      return cluster;
    }
    var delivered = new HashMap<ObjectName, List<ServerPart>>();
    for (ConfigMap toolset : sight.list(ConfigMap.class, TOOLSETS, "ConfigMap")) {
      String agent = toolset.getMetadata().getLabels().get(Api.BINDING_LABEL);
      if (agent != null) {
        delivered.put(
            new ObjectName(toolset.getMetadata().getNamespace(), agent), servers(toolset));
      }
    }
    return cluster.remembering(cluster.memory().delivering(delivered));
  }

  private static List<ServerPart> servers(ConfigMap toolset) {
    return toolset.getData() == null
        ? List.of()
        : BindingGathering.servers(toolset.getData().get(AgentOutputs.TOOLSET_FILE));
  }

  private void readNamespaces() {
    for (Namespace namespace : sight.namespaces()) {
      namespaces.put(namespace.getMetadata().getName(), namespace);
    }
  }

  /** ConfigMaps that are named and do not have the label: people are told which of both it is. */
  private void readConfigs(
      ClusterEdit edit,
      List<McpIntegration> integrations,
      List<McpConnector> connectors,
      List<ConfigMap> labelled) {
    var named = new HashSet<ObjectName>();
    connectors.forEach(connector -> References.bundle(connector).ifPresent(named::add));
    for (McpIntegration integration : integrations) {
      String namespace = integration.getMetadata().getNamespace();
      References.configKeys(integration)
          .forEach(ref -> named.add(new ObjectName(namespace, ref.name())));
    }
    labelled.forEach(config -> named.remove(ObjectName.of(config)));
    for (ObjectName name : named) {
      sight.get(ConfigMap.class, name).ifPresent(edit::put);
    }
  }

  private void readSecrets(ClusterEdit edit, List<McpIntegration> integrations)
      throws InterruptedException {
    var vouched = new HashMap<ObjectName, SecretFacts>();
    var named = new HashSet<ObjectName>();
    for (McpIntegration integration : integrations) {
      named.addAll(References.secrets(integration));
      vouched.putAll(PersistedView.secrets(integration, catalog(integration)));
    }
    var hidden = new ArrayList<Spot>();
    for (ObjectName name : named) {
      SecretFacts word = vouched.get(name);
      switch (secrets.facts(name, word)) {
        case Lookup.Found<SecretFacts>(SecretFacts facts) -> edit.put(name, facts);
        case Lookup.Forbidden<SecretFacts>(), Lookup.Stale<SecretFacts>() -> {
          hidden.add(new Spot("Secret", name.namespace(), name.name()));
          if (word != null) {
            edit.put(name, word);
          }
        }
        case Lookup.Absent<SecretFacts>() -> {}
      }
    }
    edit.unseen(hidden);
  }

  private Optional<ConfigMap> catalog(McpIntegration integration) {
    return Optional.ofNullable(
        catalogs.get(
            new ObjectName(
                integration.getMetadata().getNamespace(),
                IntegrationOutcome.catalogName(integration.getMetadata().getName()))));
  }

  /** Where something is not visible, the operator's word stands for a decision. */
  private Cluster withViews(Cluster cluster) {
    Resolution now = Resolution.of(cluster);
    var published = new HashMap<IntegrationRef, IntegrationView>();
    cluster
        .integrations()
        .forEach((name, integration) -> {
          IntegrationRef ref = References.integration(integration);
          var catalogName =
              new ObjectName(name.namespace(), IntegrationOutcome.catalogName(name.name()));
          boolean blind =
              catalog(integration).isEmpty() && cluster.unseen().covers("ConfigMap", catalogName);
          if (blind || now.integration(ref).isEmpty()) {
            published.put(ref, PersistedView.of(integration, catalog(integration)));
          }
        });
    return cluster.remembering(cluster.memory().publishing(published));
  }

  private static void put(Map<ObjectName, ConfigMap> map, ConfigMap config) {
    map.put(ObjectName.of(config), config);
  }
}
