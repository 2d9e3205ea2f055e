package dev.toolrack.operator.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the event source of an edge. */
public final class EdgeSource {
  /**
   * Objects in one page of an informer's first list. Setting any limit makes that list a consistent
   * read; without one, fabric8 lets the API server answer from an old cache.
   */
  public static final long LIST_LIMIT = 250;

  /**
   * The same for what may be big: a page is in memory whole, as text and as objects, and several
   * kinds are listed at the same time.
   */
  private static final long BIG_LIST_LIMIT = 50;

  private static final EnabledNamespaces EVERYWHERE = EnabledNamespaces.everywhere();

  private EdgeSource() {}

  /**
   * An informer over the kind that is referred to, which wakes those who refer.
   *
   * @param slim what the cache keeps of each object
   */
  public static <F extends HasMetadata, T extends HasMetadata> InformerEventSource<T, F> of(
      Edge<F, T> edge, EventSourceContext<F> context, UnaryOperator<T> slim) {
    return of(edge, context, EVERYWHERE, slim, changed -> Set.of());
  }

  /**
   * The same of a kind that may be read in some namespaces only.
   *
   * @param where these
   */
  public static <F extends HasMetadata, T extends HasMetadata> InformerEventSource<T, F> of(
      Edge<F, T> edge,
      EventSourceContext<F> context,
      EnabledNamespaces where,
      UnaryOperator<T> slim) {
    return of(edge, context, where, slim, changed -> Set.of());
  }

  /**
   * The same, which also wakes those who depend on an object by something else than its name.
   *
   * @param slim what the cache keeps of each object
   * @param like objects of the same kind: who refers to them has to look again as well; total
   */
  public static <F extends HasMetadata, T extends HasMetadata> InformerEventSource<T, F> of(
      Edge<F, T> edge,
      EventSourceContext<F> context,
      UnaryOperator<T> slim,
      Function<T, Set<ResourceID>> like) {
    return of(edge, context, EVERYWHERE, slim, like);
  }

  private static <F extends HasMetadata, T extends HasMetadata> InformerEventSource<T, F> of(
      Edge<F, T> edge,
      EventSourceContext<F> context,
      EnabledNamespaces where,
      UnaryOperator<T> slim,
      Function<T, Set<ResourceID>> like) {
    index(edge, context);
    var configuration =
        InformerEventSourceConfiguration.from(edge.to(), edge.from())
            .withName(edge.name())
            .withInformerListLimit(LIST_LIMIT)
            .<F>withPrimaryToSecondaryMapper(from -> edge.refs().apply(from))
            .withSecondaryToPrimaryMapper(to -> {
              return Stream.concat(Stream.of(ResourceID.fromResource(to)), like.apply(to).stream())
                  .flatMap(
                      id -> context.getPrimaryCache().byIndex(edge.name(), Edge.key(id)).stream())
                  .map(ResourceID::fromResource)
                  .collect(Collectors.toSet());
            });
    if (!edge.selector().isEmpty()) {
      configuration = configuration.withLabelSelector(edge.selector());
    }
    return new InformerEventSource<>(where.watch(configuration, () -> SlimStore.of(slim)), context);
  }

  /**
   * An informer over what is referred to by way of something else: a change wakes those who refer
   * to those who refer to it, and those who refer to it themselves.
   *
   * @param near from those who are woken to what lies between
   * @param between the source of the near edge, which was not started yet
   * @param far from what lies between to what is watched
   * @param direct from those who are woken to what is watched, with the same selector
   * @param where what is watched may be read
   * @param slim what the cache keeps of each object
   */
  public static <F extends HasMetadata, M extends HasMetadata, T extends HasMetadata>
      InformerEventSource<T, F> through(
          Edge<F, M> near,
          InformerEventSource<M, F> between,
          Edge<M, T> far,
          Edge<F, T> direct,
          EventSourceContext<F> context,
          EnabledNamespaces where,
          UnaryOperator<T> slim) {
    index(direct, context);
    between.addIndexers(
        Map.of(far.name(), from -> far.refs().apply(from).stream().map(Edge::key).toList()));
    var configuration =
        InformerEventSourceConfiguration.from(far.to(), near.from())
            .withName(far.name())
            .withLabelSelector(far.selector())
            .withInformerListLimit(LIST_LIMIT)
            .<F>withPrimaryToSecondaryMapper(primary -> Set.of())
            .withSecondaryToPrimaryMapper(to -> {
              String key = Edge.key(ResourceID.fromResource(to));
              return Stream.concat(
                      context.getPrimaryCache().byIndex(direct.name(), key).stream(),
                      between.byIndex(far.name(), key).stream()
                          .map(middle -> Edge.key(ResourceID.fromResource(middle)))
                          .flatMap(k -> context.getPrimaryCache().byIndex(near.name(), k).stream()))
                  .map(ResourceID::fromResource)
                  .collect(Collectors.toSet());
            });
    return new InformerEventSource<>(where.watch(configuration, () -> SlimStore.of(slim)), context);
  }

  /**
   * An informer over what the operator writes for a kind, which wakes the owner. The owner is found
   * by the object's name as well as by its owner reference, so that an output from which somebody
   * took the reference is repaired too.
   *
   * @param where what the operator writes may be
   * @param suffix what is added to the owner's name
   * @param form what the cache keeps of each object
   * @param news told of every object, new, changed or gone, says whether its owner has to look;
   *     total, quick
   */
  public static <P extends HasMetadata, T extends HasMetadata> InformerEventSource<T, P> owned(
      Class<T> type,
      EventSourceContext<P> context,
      EnabledNamespaces where,
      String name,
      String selector,
      String suffix,
      SlimStore.Form<T, ?> form,
      Predicate<T> news) {
    Class<P> owner = context.getPrimaryResourceClass();
    var configuration =
        InformerEventSourceConfiguration.from(type, owner)
            .withName(name)
            .withLabelSelector(selector)
            .withInformerListLimit(BIG_LIST_LIMIT)
            .<P>withPrimaryToSecondaryMapper(primary -> Set.of())
            .withSecondaryToPrimaryMapper(object ->
                news.test(object)
                    ? owners(object, owner.getSimpleName(), suffix)
                    : Set.<ResourceID>of());
    return new InformerEventSource<>(
        where.watch(configuration, () -> new SlimStore<>(form)), context);
  }

  /**
   * An informer over a kind that others depend on by something else than its name.
   *
   * @param concerned who has to look again when an object changes; total, never throws
   * @param news which changes of an object matter
   */
  public static <P extends HasMetadata, T extends HasMetadata> InformerEventSource<T, P> joined(
      Class<T> type,
      EventSourceContext<P> context,
      String name,
      UnaryOperator<T> slim,
      Function<T, Set<ResourceID>> concerned,
      OnUpdateFilter<T> news) {
    var configuration =
        InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
            .withName(name)
            .withWatchAllNamespaces()
            .withInformerListLimit(LIST_LIMIT)
            .withItemStore(SlimStore.of(slim))
            .withOnUpdateFilter(news)
            .<P>withPrimaryToSecondaryMapper(primary -> Set.of())
            .withSecondaryToPrimaryMapper(concerned::apply)
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  private static <F extends HasMetadata> void index(
      Edge<F, ?> edge, EventSourceContext<F> context) {
    context
        .getPrimaryCache()
        .addIndexers(
            Map.of(edge.name(), from -> edge.refs().apply(from).stream().map(Edge::key).toList()));
  }

  private static Set<ResourceID> owners(HasMetadata object, String kind, String suffix) {
    var metadata = object.getMetadata();
    var owners = new HashSet<ResourceID>();
    metadata.getOwnerReferences().stream()
        .filter(reference -> kind.equals(reference.getKind()))
        .forEach(
            reference -> owners.add(new ResourceID(reference.getName(), metadata.getNamespace())));
    if (metadata.getName().endsWith(suffix)) {
      String name = metadata.getName().substring(0, metadata.getName().length() - suffix.length());
      owners.add(new ResourceID(name, metadata.getNamespace()));
    }
    return owners;
  }
}
