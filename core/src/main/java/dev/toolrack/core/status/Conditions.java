package dev.toolrack.core.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes conditions from findings; the only place where Ready, Reconciling and Stalled are set.
 *
 * <p>Reconciling and Stalled follow kstatus: they are listed only while they are true.
 */
public final class Conditions {

  private Conditions() {}

  /** The finding that speaks for all: the one with the highest effect, the first of equal ones. */
  public static Optional<Finding> loudest(Collection<Finding> findings) {
    return findings.stream().reduce((a, b) -> b.effect().compareTo(a.effect()) > 0 ? b : a);
  }

  /** The highest effect among the findings. */
  public static Effect effect(Collection<Finding> findings) {
    return loudest(findings).map(Finding::effect).orElse(Effect.NONE);
  }

  /**
   * The whole list of conditions.
   *
   * @param findings at least one for each condition type that the kind has, except Ready
   * @param generation of the spec that was looked at
   * @param before the conditions so far; a condition whose status stays keeps its transition time
   * @param now transition time of those whose status changes, to the second
   */
  public static List<Condition> derive(
      List<Finding> findings, long generation, List<Condition> before, Instant now) {
    var derived = new ArrayList<Condition>();
    for (ConditionType type : ConditionType.values()) {
      loudest(findings.stream().filter(f -> f.type() == type).toList())
          .map(f -> condition(type.wire(), status(f), f, generation, before, now))
          .ifPresent(derived::add);
    }
    Finding all =
        loudest(findings.stream().filter(f -> !f.type().onlyInforms()).toList())
            .filter(f -> f.effect() != Effect.NONE)
            .orElseGet(() -> nothingLeft(findings));
    derived.add(condition("Ready", all.effect().ready(), all, generation, before, now));
    if (!all.effect().extraCondition().isEmpty()) {
      derived.add(condition(all.effect().extraCondition(), "True", all, generation, before, now));
    }
    return List.copyOf(derived);
  }

  /** Ready; but what Ready does not follow must not sound as if it were well, either. */
  private static Finding nothingLeft(List<Finding> findings) {
    return loudest(findings.stream().filter(f -> f.type().onlyInforms()).toList())
        .filter(f -> f.effect() == Effect.IMPAIRED)
        .map(f ->
            Finding.of(
                ConditionType.READY,
                Reason.READY,
                "The declaration is valid, but %s is False (%s): see that condition."
                    .formatted(f.type().wire(), f.reason().wire())))
        .orElseGet(() -> Finding.of(ConditionType.READY, Reason.READY));
  }

  /** Whether both lists say the same, whenever it came to be so. */
  public static boolean same(List<Condition> one, List<Condition> other) {
    return timeless(one).equals(timeless(other));
  }

  private static List<Condition> timeless(List<Condition> conditions) {
    return conditions.stream()
        .map(c -> new ConditionBuilder(c).withLastTransitionTime(null).build())
        .sorted(Comparator.comparing(Condition::getType))
        .toList();
  }

  private static String status(Finding finding) {
    if (finding.type().onlyInforms()) {
      return switch (finding.effect()) {
        case NONE, NOTICE -> "True";
        case PAUSED, IMPAIRED -> "False";
        // Nobody asked, or nobody may.
        case WAITING, UNBEGUN, BLOCKED, OFF -> "Unknown";
      };
    }
    return switch (finding.effect()) {
      case NONE, NOTICE, OFF -> "True";
      case PAUSED, IMPAIRED, UNBEGUN, BLOCKED -> "False";
      case WAITING -> finding.reason() == Reason.NOT_VERIFIED_YET ? "Unknown" : "False";
    };
  }

  private static Condition condition(
      String type,
      String status,
      Finding finding,
      long generation,
      List<Condition> before,
      Instant now) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(finding.reason().wire())
        .withMessage(finding.message())
        .withObservedGeneration(generation)
        .withLastTransitionTime(transition(type, status, before, now))
        .build();
  }

  private static String transition(
      String type, String status, List<Condition> before, Instant now) {
    return before.stream()
        .filter(c -> type.equals(c.getType()) && status.equals(c.getStatus()))
        .map(Condition::getLastTransitionTime)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
