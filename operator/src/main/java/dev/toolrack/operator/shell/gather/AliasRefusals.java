package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which integrations do not get their alias for some agent: what the decisions about bindings said
 * last, turned around. The integration's owner is told; how many agents that concerns is nobody's
 * news.
 */
public final class AliasRefusals {
  private final Map<ResourceID, Map<IntegrationRef, Reason>> refusals = new HashMap<>();
  private final Map<IntegrationRef, EnumMap<Reason, Integer>> agents = new HashMap<>();
  private final Consumer<IntegrationRef> onNews;

  /**
   * Bindings decided about since the start; {@code null} = all were. Until then a status may know
   * of refusals that are not known here yet.
   */
  private @Nullable Set<ResourceID> decided = new HashSet<>();

  private final Set<IntegrationRef> believed = new HashSet<>();
  private long enough;

  /**
   * @param onNews told of every integration about which there is something else to say
   */
  public AliasRefusals(Consumer<IntegrationRef> onNews) {
    this.onNews = onNews;
  }

  /**
   * What was decided about a binding.
   *
   * @param bindings how many there are
   */
  public void decided(
      ResourceID binding, Map<IntegrationRef, Reason> refused, LongSupplier bindings) {
    replace(binding, refused, bindings).forEach(onNews);
  }

  /** A binding that is gone refuses nobody. */
  public void forget(ResourceID binding) {
    replace(binding, Map.of(), () -> Long.MAX_VALUE).forEach(onNews);
  }

  /**
   * What the integration's owner is to be told.
   *
   * @param conditions what its status says so far
   */
  public synchronized Optional<Finding> finding(
      IntegrationRef integration, List<Condition> conditions) {
    Optional<Reason> known = reason(integration);
    if (known.isEmpty() && decided != null) {
      known = told(conditions);
      known.ifPresent(reason -> believed.add(integration));
    }
    return known.map(reason -> Finding.of(ConditionType.ACCEPTED, reason));
  }

  private static Optional<Reason> told(List<Condition> conditions) {
    return conditions.stream()
        .filter(c -> ConditionType.ACCEPTED.wire().equals(c.getType()))
        .flatMap(c -> Arrays.stream(Reason.values()).filter(r -> r.wire().equals(c.getReason())))
        .filter(Reason::refusesAlias)
        .findFirst();
  }

  private Optional<Reason> reason(IntegrationRef integration) {
    return Optional.ofNullable(agents.get(integration))
        .flatMap(reasons -> reasons.keySet().stream().findFirst());
  }

  /** Whom there is something else to say about. */
  private synchronized Collection<IntegrationRef> replace(
      ResourceID binding, Map<IntegrationRef, Reason> refused, LongSupplier bindings) {
    Map<IntegrationRef, Reason> before =
        refused.isEmpty() ? refusals.remove(binding) : refusals.put(binding, refused);
    var news = new HashSet<IntegrationRef>();
    Map<IntegrationRef, Reason> gone = before == null ? Map.of() : before;
    var concerned = new HashSet<>(gone.keySet());
    concerned.addAll(refused.keySet());
    for (IntegrationRef integration : concerned) {
      Optional<Reason> said = reason(integration);
      add(integration, gone.get(integration), -1);
      add(integration, refused.get(integration), 1);
      if (!said.equals(reason(integration))) {
        news.add(integration);
      }
    }
    if (allDecided(binding, bindings)) {
      decided = null;
      news.addAll(believed);
      believed.clear();
    }
    return news;
  }

  /** They are counted only when there might be enough: counting takes a look at every one. */
  private boolean allDecided(ResourceID binding, LongSupplier bindings) {
    if (decided == null) {
      return false;
    }
    decided.add(binding);
    if (decided.size() < enough) {
      return false;
    }
    enough = bindings.getAsLong();
    return decided.size() >= enough;
  }

  private void add(IntegrationRef integration, @Nullable Reason reason, int number) {
    if (reason != null) {
      var reasons = agents.computeIfAbsent(integration, ref -> new EnumMap<>(Reason.class));
      reasons.merge(reason, number, (a, b) -> a + b == 0 ? null : a + b);
      if (reasons.isEmpty()) {
        agents.remove(integration);
      }
    }
  }
}
