package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cluster as far as toolsets depend on it. Nothing in it is changed: {@link #edit()} makes others
 * of it.
 *
 * @param namespaces the labels of each
 * @param connectors by name
 * @param integrations by name, with their status
 * @param bindings by name
 * @param configs those that people label for Toolrack
 * @param secrets those that integrations name, as facts
 * @param memory what the operator knows besides
 * @param unseen what might be there as well
 * @param circumstances how the operator is set up
 */
public record Cluster(
    SortedMap<String, Map<String, String>> namespaces,
    SortedMap<ObjectName, McpConnector> connectors,
    SortedMap<ObjectName, McpIntegration> integrations,
    SortedMap<ObjectName, AgentToolBinding> bindings,
    SortedMap<ObjectName, ConfigMap> configs,
    SortedMap<ObjectName, SecretFacts> secrets,
    Memory memory,
    Unseen unseen,
    Circumstances circumstances) {

  public Cluster {
    namespaces = copy(namespaces);
    connectors = copy(connectors);
    integrations = copy(integrations);
    bindings = copy(bindings);
    configs = copy(configs);
    secrets = copy(secrets);
  }

  /** Without any object. */
  public static Cluster empty(Circumstances circumstances) {
    return new Cluster(
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        Memory.EMPTY,
        Unseen.NOTHING,
        circumstances);
  }

  /** The same with another memory. */
  public Cluster remembering(Memory other) {
    return new Cluster(
        namespaces,
        connectors,
        integrations,
        bindings,
        configs,
        secrets,
        other,
        unseen,
        circumstances);
  }

  /** The same under other circumstances. */
  public Cluster under(Circumstances other) {
    return new Cluster(
        namespaces, connectors, integrations, bindings, configs, secrets, memory, unseen, other);
  }

  /** Makes another cluster of this one. */
  public ClusterEdit edit() {
    return new ClusterEdit(this);
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
