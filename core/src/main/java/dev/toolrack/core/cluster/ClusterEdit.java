package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Changes that make one cluster of another. */
public final class ClusterEdit {
  private final TreeMap<String, Map<String, String>> namespaces;
  private final TreeMap<ObjectName, McpConnector> connectors;
  private final TreeMap<ObjectName, McpIntegration> integrations;
  private final TreeMap<ObjectName, AgentToolBinding> bindings;
  private final TreeMap<ObjectName, ConfigMap> configs;
  private final TreeMap<ObjectName, SecretFacts> secrets;
  private final Circumstances circumstances;
  private Memory memory;
  private Unseen unseen;

  ClusterEdit(Cluster before) {
    namespaces = new TreeMap<>(before.namespaces());
    connectors = new TreeMap<>(before.connectors());
    integrations = new TreeMap<>(before.integrations());
    bindings = new TreeMap<>(before.bindings());
    configs = new TreeMap<>(before.configs());
    secrets = new TreeMap<>(before.secrets());
    circumstances = before.circumstances();
    memory = before.memory();
    unseen = before.unseen();
  }

  /**
   * An object is there, new or instead of the one of that name; a Secret as facts.
   *
   * @return whether objects of its kind have a part in toolsets
   */
  public boolean put(HasMetadata object) {
    ObjectName name = ObjectName.of(object);
    switch (object) {
      case Namespace namespace ->
          namespaces.put(
              name.name(),
              Map.copyOf(
                  Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of())));
      case McpConnector connector -> connectors.put(name, connector);
      case McpIntegration integration -> integrations.put(name, integration);
      case AgentToolBinding binding -> bindings.put(name, binding);
      case ConfigMap config -> configs.put(name, config);
      case Secret secret -> put(name, SecretReading.facts(secret));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A Secret of which this is known. */
  public ClusterEdit put(ObjectName name, SecretFacts facts) {
    secrets.put(name, facts);
    return this;
  }

  /** An object is gone, and whatever was known of it. */
  public void remove(String kind, ObjectName name) {
    switch (kind) {
      case "Namespace" -> removeNamespace(name.name());
      case "McpConnector" -> connectors.remove(name);
      case "McpIntegration" -> {
        integrations.remove(name);
        forget(name);
      }
      case "AgentToolBinding" -> bindings.remove(name);
      case "ConfigMap" -> configs.remove(name);
      case "Secret" -> secrets.remove(name);
      default -> {}
    }
  }

  /** Whatever is in it goes with it. */
  private void removeNamespace(String namespace) {
    namespaces.remove(namespace);
    connectors.keySet().removeIf(name -> name.namespace().equals(namespace));
    integrations.keySet().removeIf(name -> name.namespace().equals(namespace));
    bindings.keySet().removeIf(name -> name.namespace().equals(namespace));
    configs.keySet().removeIf(name -> name.namespace().equals(namespace));
    secrets.keySet().removeIf(name -> name.namespace().equals(namespace));
  }

  private void forget(ObjectName integration) {
    var ref = new IntegrationRef(integration.namespace(), integration.name());
    var knowledge = new HashMap<>(memory.knowledge());
    knowledge.remove(ref);
    var tokens = new HashMap<>(memory.tokens());
    tokens.remove(ref);
    memory = memory.knowing(knowledge).holding(tokens);
    unpublish(ref);
  }

  /** The view of an integration is no longer taken as it was. */
  public void unpublish(IntegrationRef integration) {
    if (memory.published().containsKey(integration)) {
      var published = new HashMap<>(memory.published());
      published.remove(integration);
      memory = memory.publishing(published);
    }
  }

  /** With another memory. */
  public ClusterEdit remembering(Memory other) {
    memory = other;
    return this;
  }

  /** Something was not seen. */
  public ClusterEdit unseen(Collection<Unseen.Spot> spots) {
    unseen = unseen.and(spots);
    return this;
  }

  /** Something was seen, although most of its kind was not. */
  public ClusterEdit seen(Collection<Unseen.Spot> spots) {
    unseen = unseen.but(spots);
    return this;
  }

  /** The cluster that came of it. */
  public Cluster done() {
    return new Cluster(
        namespaces,
        connectors,
        integrations,
        bindings,
        configs,
        secrets,
        memory,
        unseen,
        circumstances);
  }
}
