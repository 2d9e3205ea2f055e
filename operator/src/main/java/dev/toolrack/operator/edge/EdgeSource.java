package dev.toolrack.operator.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes the event source of an edge. */
public final class EdgeSource {
  /**
   * Objects in one page of an informer's first list. Setting any limit makes that list a consistent
   * read; without one, fabric8 lets the API server answer from an old cache.
   */
  public static final long LIST_LIMIT = 500;

  private EdgeSource() {}

  /**
   * An informer over the kind that is referred to, which wakes those who refer.
   *
   * @param slim what the cache keeps of each object
   */
  public static <F extends HasMetadata, T extends HasMetadata> InformerEventSource<T, F> of(
      Edge<F, T> edge, EventSourceContext<F> context, UnaryOperator<T> slim) {
    context
        .getPrimaryCache()
        .addIndexers(
            Map.of(
                edge.name(), from -> edge.refs().apply(from).stream().map(Edge::key).toList()));
    var configuration =
        InformerEventSourceConfiguration.from(edge.to(), edge.from())
            .withName(edge.name())
            .withWatchAllNamespaces()
            .withInformerListLimit(LIST_LIMIT)
            .withItemStore(new TransformingItemStore<>(slim))
            .<F>withPrimaryToSecondaryMapper(from -> edge.refs().apply(from))
            .withSecondaryToPrimaryMapper(
                to -> {
                  List<F> referring =
                      context
                          .getPrimaryCache()
                          .byIndex(edge.name(), Edge.key(ResourceID.fromResource(to)));
                  return referring.stream()
                      .map(ResourceID::fromResource)
                      .collect(Collectors.toSet());
                });
    if (!edge.selector().isEmpty()) {
      configuration = configuration.withLabelSelector(edge.selector());
    }
    return new InformerEventSource<>(configuration.build(), context);
  }
}
