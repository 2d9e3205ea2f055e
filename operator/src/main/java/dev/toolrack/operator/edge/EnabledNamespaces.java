package dev.toolrack.operator.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The namespaces whose Secrets and ConfigMaps the operator may read and write.
 *
 * @param listed empty = all
 */
public record EnabledNamespaces(Set<String> listed) {

  /** The same set, that nobody changes any more. */
  public EnabledNamespaces {
    listed = Set.copyOf(listed);
  }

  /** These, or all if there are none. */
  public static EnabledNamespaces of(Collection<String> listed) {
    return new EnabledNamespaces(Set.copyOf(listed));
  }

  /** Whether a namespace is one of them. */
  public boolean contains(String namespace) {
    return listed.isEmpty() || listed.contains(namespace);
  }

  /**
   * The configuration of an informer in these namespaces: one for all, or one in each. Each has a
   * store of its own, because a list that begins anew takes whatever it does not name from the
   * store.
   *
   * @param builder where everything else was said
   */
  <T extends HasMetadata> InformerEventSourceConfiguration<T> watch(
      InformerEventSourceConfiguration.Builder<T> builder, Supplier<ItemStore<T>> stores) {
    return listed.isEmpty()
        ? builder.withWatchAllNamespaces().withItemStore(stores.get()).build()
        : new InEach<>(builder.withNamespaces(listed).build(), stores);
  }

  /** The framework asks for a store once for each namespace. */
  private static final class InEach<T extends HasMetadata>
      extends InformerEventSourceConfiguration.DefaultInformerEventSourceConfiguration<T> {

    InEach(InformerEventSourceConfiguration<T> one, Supplier<ItemStore<T>> stores) {
      super(
          one.getGroupVersionKind().orElse(null),
          one.getPrimaryToSecondaryMapper(),
          one.getSecondaryToPrimaryMapper(),
          new Stores<>(one.getInformerConfig(), stores),
          one.getKubernetesClient().orElse(null));
    }
  }

  private static final class Stores<T extends HasMetadata> extends InformerConfiguration<T> {
    private final Supplier<ItemStore<T>> stores;

    Stores(InformerConfiguration<T> one, Supplier<ItemStore<T>> stores) {
      super(
          one.getResourceClass(),
          one.getName(),
          one.getNamespaces(),
          one.getFollowControllerNamespaceChanges(),
          one.getLabelSelector(),
          one.getOnAddFilter(),
          one.getOnUpdateFilter(),
          one.getOnDeleteFilter(),
          one.getGenericFilter(),
          null,
          one.getInformerListLimit(),
          one.getFieldSelector());
      this.stores = stores;
    }

    @Override
    public ItemStore<T> getItemStore() {
      return stores.get();
    }
  }
}
