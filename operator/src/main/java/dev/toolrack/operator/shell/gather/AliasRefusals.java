package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.binding.AliasRefusal;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which integrations do not get their alias for some agent: what the decisions about bindings said
 * last, turned around. The integration's owner is told; how many agents that concerns is nobody's
 * news.
 */
public final class AliasRefusals {
  private final Map<ResourceID, Map<IntegrationRef, AliasRefusal>> refusals = new HashMap<>();
  private final Map<IntegrationRef, TreeMap<AliasRefusal, Integer>> agents = new HashMap<>();
  private final Consumer<IntegrationRef> onNews;

  /** Bindings that were decided about since the start. */
  private final Set<ResourceID> decided = new HashSet<>();

  /**
   * Integrations whose status is believed, each with the bindings that may still say so: those that
   * it concerns and that were not decided about yet. {@code null} = nobody knows them yet.
   */
  private final Map<IntegrationRef, @Nullable Set<ResourceID>> believed = new HashMap<>();

  /** Whom an integration concerns; {@code null} until the bindings are known. */
  private @Nullable Function<IntegrationRef, Set<ResourceID>> audience;

  /**
   * @param onNews told of every integration about which there is something else to say
   */
  public AliasRefusals(Consumer<IntegrationRef> onNews) {
    this.onNews = onNews;
  }

  /**
   * From now on the bindings are known.
   *
   * @param audience those that an integration concerns
   */
  public void known(Function<IntegrationRef, Set<ResourceID>> audience) {
    begin(audience).forEach(onNews);
  }

  /** What was decided about a binding. */
  public void decided(ResourceID binding, Map<IntegrationRef, AliasRefusal> refused) {
    replace(binding, refused).forEach(onNews);
  }

  /** A binding that is gone refuses nobody. */
  public void forget(ResourceID binding) {
    remove(binding).forEach(onNews);
  }

  private synchronized Collection<IntegrationRef> remove(ResourceID binding) {
    Collection<IntegrationRef> news = replace(binding, Map.of());
    decided.remove(binding);
    return news;
  }

  /**
   * What the integration's owner is to be told.
   *
   * @param conditions what its status says so far
   */
  public synchronized Optional<Finding> finding(
      IntegrationRef integration, List<Condition> conditions) {
    return refusal(integration)
        .map(refusal -> refusal.finding(integration))
        .or(() -> told(conditions).filter(told -> believes(integration)));
  }

  /** Whether a binding that was not decided about yet may be what its status speaks of. */
  private boolean believes(IntegrationRef integration) {
    Set<ResourceID> open = audience == null ? null : open(integration, audience);
    if (open != null && open.isEmpty()) {
      believed.remove(integration);
      return false;
    }
    believed.put(integration, open);
    return true;
  }

  private Set<ResourceID> open(
      IntegrationRef integration, Function<IntegrationRef, Set<ResourceID>> audience) {
    var open = new HashSet<>(audience.apply(integration));
    open.removeAll(decided);
    return open;
  }

  private synchronized Collection<IntegrationRef> begin(
      Function<IntegrationRef, Set<ResourceID>> everybody) {
    audience = everybody;
    believed.replaceAll((integration, unknown) -> open(integration, everybody));
    return over();
  }

  /** Those that need not be believed any more. */
  private Collection<IntegrationRef> over() {
    var over = new HashSet<IntegrationRef>();
    believed.forEach((integration, open) -> {
      if (open != null && open.isEmpty()) {
        over.add(integration);
      }
    });
    believed.keySet().removeAll(over);
    return over;
  }

  private static Optional<Finding> told(List<Condition> conditions) {
    return conditions.stream()
        .filter(c -> ConditionType.ACCEPTED.wire().equals(c.getType()))
        .flatMap(c ->
            Reason.read(c.getReason()).stream()
                .filter(Reason::refusesAlias)
                .map(r -> Finding.of(ConditionType.ACCEPTED, r, c.getMessage())))
        .findFirst();
  }

  /** One stands for all: the first, so that it is the same each time. */
  private Optional<AliasRefusal> refusal(IntegrationRef integration) {
    return Optional.ofNullable(agents.get(integration)).map(TreeMap::firstKey);
  }

  /** Whom there is something else to say about. */
  private synchronized Collection<IntegrationRef> replace(
      ResourceID binding, Map<IntegrationRef, AliasRefusal> refused) {
    Map<IntegrationRef, AliasRefusal> before =
        refused.isEmpty() ? refusals.remove(binding) : refusals.put(binding, refused);
    var news = new HashSet<IntegrationRef>();
    Map<IntegrationRef, AliasRefusal> gone = before == null ? Map.of() : before;
    var concerned = new HashSet<>(gone.keySet());
    concerned.addAll(refused.keySet());
    for (IntegrationRef integration : concerned) {
      Optional<AliasRefusal> said = refusal(integration);
      add(integration, gone.get(integration), -1);
      add(integration, refused.get(integration), 1);
      if (!said.equals(refusal(integration))) {
        news.add(integration);
      }
    }
    decided.add(binding);
    if (!believed.isEmpty()) {
      believed
          .values()
          .forEach(open -> {
            if (open != null) {
              open.remove(binding);
            }
          });
      news.addAll(over());
    }
    return news;
  }

  private void add(IntegrationRef integration, @Nullable AliasRefusal refusal, int number) {
    if (refusal != null) {
      var all = agents.computeIfAbsent(integration, ref -> new TreeMap<>());
      all.merge(refusal, number, (a, b) -> a + b == 0 ? null : a + b);
      if (all.isEmpty()) {
        agents.remove(integration);
      }
    }
  }
}
