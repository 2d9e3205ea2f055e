package dev.toolrack.operator.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The namespaces whose Secrets and ConfigMaps the operator may read and write. */
public final class EnabledNamespaces {
  private final boolean all;
  private volatile Set<String> listed;

  private EnabledNamespaces(boolean all, Set<String> listed) {
    this.all = all;
    this.listed = listed;
  }

  /** Every one. */
  public static EnabledNamespaces everywhere() {
    return new EnabledNamespaces(true, Set.of());
  }

  /** These, or every one if there are none. */
  public static EnabledNamespaces of(Collection<String> listed) {
    return new EnabledNamespaces(listed.isEmpty(), Set.copyOf(listed));
  }

  /** Whether a namespace is one of them. */
  public boolean contains(String namespace) {
    return all || listed.contains(namespace);
  }

  /**
   * Forgets those of the listed ones that cannot be read, before anything is watched: an informer
   * that may not list ends the operator, and one namespace must not do that to others.
   *
   * @throws IllegalStateException if none is left
   */
  public void keep(Predicate<String> readable) {
    if (!all) {
      listed = listed.stream().filter(readable).collect(Collectors.toUnmodifiableSet());
      if (listed.isEmpty()) {
        throw new IllegalStateException(
            "Secrets and ConfigMaps may be read in none of the namespaces that the setting"
                + " namespaces lists");
      }
    }
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
    return all
        ? builder.withWatchAllNamespaces().withItemStore(stores.get()).build()
        : new InEach<>(builder.withNamespaces(listed).build(), () -> listed, stores);
  }

  /**
   * The framework asks for the namespaces when it starts, and for a store once for each of them.
   */
  private static final class InEach<T extends HasMetadata>
      extends InformerEventSourceConfiguration.DefaultInformerEventSourceConfiguration<T> {

    InEach(
        InformerEventSourceConfiguration<T> one,
        Supplier<Set<String>> where,
        Supplier<ItemStore<T>> stores) {
      super(
          one.getGroupVersionKind().orElse(null),
          one.getPrimaryToSecondaryMapper(),
          one.getSecondaryToPrimaryMapper(),
          new Each<>(one.getInformerConfig(), where, stores),
          one.getKubernetesClient().orElse(null));
    }
  }

  private static final class Each<T extends HasMetadata> extends InformerConfiguration<T> {
    private final Supplier<Set<String>> where;
    private final Supplier<ItemStore<T>> stores;

    Each(InformerConfiguration<T> one, Supplier<Set<String>> where, Supplier<ItemStore<T>> stores) {
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
      this.where = where;
      this.stores = stores;
    }

    @Override
    public Set<String> getEffectiveNamespaces(ControllerConfiguration<?> controller) {
      return where.get();
    }

    @Override
    public ItemStore<T> getItemStore() {
      return stores.get();
    }
  }
}
