package dev.toolrack.cli.explain;

import dev.toolrack.cli.kubectl.ClusterTrouble;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.Unseen.Spot;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at a cluster with the rights of whoever asks: at all namespaces where that is allowed, else
 * at those that are named. What may not be read is written down and never guessed.
 */
final class Sight {
  private static final String KIND_OF_NAMESPACES = "Namespace";
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final KubernetesClient client;
  private final Set<String> namespaces;
  private final Set<Spot> unseen = new TreeSet<>();
  private final Set<Spot> seen = new TreeSet<>();

  /**
   * @param namespaces looked at one by one where not all may be
   */
  Sight(KubernetesClient client, Collection<String> namespaces) {
    this.client = client;
    this.namespaces = new TreeSet<>(namespaces);
  }

  Set<Spot> unseen() {
    return unseen;
  }

  Set<Spot> seen() {
    return seen;
  }

  /** All objects of a kind that may be read. */
  <T extends HasMetadata> List<T> list(Class<T> type, String label) {
    return list(type, label, HasMetadata.getKind(type));
  }

  /**
   * The same.
   *
   * @param label only those that carry it; empty = all
   * @param kind what is unseen where it may not be read
   */
  <T extends HasMetadata> List<T> list(Class<T> type, String label, String kind) {
    var all = client.resources(type);
    ListOptions labelled = new ListOptionsBuilder().withLabelSelector(label).build();
    try {
      return all.inAnyNamespace().list(labelled).getItems();
    } catch (KubernetesClientException e) {
      refused(e, type);
    }
    unseen.add(Spot.everywhere(kind));
    var found = new ArrayList<T>();
    for (String namespace : namespaces) {
      try {
        found.addAll(all.inNamespace(namespace).list(labelled).getItems());
        seen.add(Spot.in(namespace, kind));
      } catch (KubernetesClientException e) {
        refused(e, type);
      }
    }
    return found;
  }

  /** All Namespaces, or those that are looked at anyway. */
  List<Namespace> namespaces() {
    try {
      return client.namespaces().list().getItems();
    } catch (KubernetesClientException e) {
      refused(e, Namespace.class);
    }
    unseen.add(Spot.everywhere(KIND_OF_NAMESPACES));
    var found = new ArrayList<Namespace>();
    for (String name : namespaces) {
      try {
        Namespace namespace = client.namespaces().withName(name).get();
        seen.add(new Spot(KIND_OF_NAMESPACES, "", name));
        if (namespace != null) {
          found.add(namespace);
        }
      } catch (KubernetesClientException e) {
        refused(e, Namespace.class);
      }
    }
    return found;
  }

  /** One object; empty where it is not there or may not be read, which is written down. */
  <T extends HasMetadata> Optional<T> get(Class<T> type, ObjectName name) {
    String kind = HasMetadata.getKind(type);
    try {
      var all = client.resources(type);
      return Optional.ofNullable(
          name.namespace().isEmpty()
              ? all.withName(name.name()).get()
              : all.inNamespace(name.namespace()).withName(name.name()).get());
    } catch (KubernetesClientException e) {
      refused(e, type);
      unseen.add(new Spot(kind, name.namespace(), name.name()));
      return Optional.empty();
    }
  }

  /** Goes on only where something may not be read. */
  private void refused(KubernetesClientException trouble, Class<? extends HasMetadata> type) {
    if (trouble.getCode() == NOT_FOUND && HasMetadata.getGroup(type).equals(Api.GROUP)) {
      ClusterTrouble.requireInstalled(client, HasMetadata.getPlural(type));
    }
    if (trouble.getCode() != FORBIDDEN) {
      throw trouble;
    }
  }
}
