package dev.toolrack.core.drift;

import dev.toolrack.core.policy.ToolTraits;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.KnownTools.KnownTool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a changed listing counts. One that differs must be seen twice in a row; what it takes away
 * or tightens then counts at once, what it adds or loosens at most once per {@link #PAUSE}, so that
 * a server which flaps, or answers differently by chance, does not rewrite files all day.
 *
 * @param applied the tools that count now
 * @param confirmed the last listing that was seen twice; differs from {@code applied} while
 *     additions wait
 * @param candidate a listing that was seen once
 * @param widened when additions were last let through
 */
public record ChangeGate(
    KnownTools applied,
    KnownTools confirmed,
    Optional<KnownTools> candidate,
    Optional<Instant> widened) {

  /** Between two additions or loosenings that the server caused. */
  public static final Duration PAUSE = Duration.ofMinutes(10);

  /** Until a listing that differs is asked for again: "a few seconds". */
  public static final Duration CONFIRM = Duration.ofSeconds(3);

  /** The first verification counts as it is. */
  public static ChangeGate first(KnownTools listing) {
    return new ChangeGate(listing, listing, Optional.empty(), Optional.empty());
  }

  /**
   * What was applied before a restart. Whether additions were let through just before is not on
   * record, so that the pause begins anew.
   */
  public static ChangeGate restored(KnownTools applied, Instant now) {
    return new ChangeGate(applied, applied, Optional.empty(), Optional.of(now));
  }

  /** The gate after another listing. */
  public ChangeGate seen(KnownTools listing, Instant now) {
    if (listing.equals(confirmed)) {
      return settled(confirmed, now);
    }
    return candidate.filter(listing::equals).isPresent()
        ? settled(listing, now)
        : new ChangeGate(applied, confirmed, Optional.of(listing), widened);
  }

  /** When to ask the server again, sooner than its interval says; empty = no reason to. */
  public Optional<Duration> askAgain(Instant now) {
    if (candidate.isPresent()) {
      return Optional.of(CONFIRM);
    }
    return applied.equals(confirmed)
        ? Optional.empty()
        : Optional.of(untilWidening(now)).filter(Duration::isPositive);
  }

  private ChangeGate settled(KnownTools listing, Instant now) {
    KnownTools narrowed = narrowed(listing);
    boolean widens = !narrowed.equals(listing);
    return widens && untilWidening(now).isPositive()
        ? new ChangeGate(narrowed, listing, Optional.empty(), widened)
        : new ChangeGate(listing, listing, Optional.empty(), widens ? Optional.of(now) : widened);
  }

  private Duration untilWidening(Instant now) {
    return widened.map(last -> Duration.between(now, last.plus(PAUSE))).orElse(Duration.ZERO);
  }

  /** The listing without what it adds or loosens against what is applied. */
  private KnownTools narrowed(KnownTools listing) {
    Map<String, KnownTool> before = new HashMap<>();
    applied.tools().forEach(tool -> before.put(tool.name(), tool));
    var tools = new ArrayList<KnownTool>();
    for (KnownTool tool : listing.tools()) {
      KnownTool known = before.get(tool.name());
      if (known != null) {
        tools.add(
            new KnownTool(
                tool.name(),
                tool.title(),
                tool.digest(),
                tool.bytes(),
                tool.facets(),
                stricter(known.traits(), tool.traits())));
      }
    }
    return new KnownTools(tools, listing.rejected(), listing.digest());
  }

  /** Traits that no policy decides more loosely about than about either of both. */
  private static ToolTraits stricter(ToolTraits one, ToolTraits other) {
    return new ToolTraits(
        other.name(),
        other.describedWrite() == null ? one.describedWrite() : other.describedWrite(),
        stricterHint(one.readOnlyHint(), other.readOnlyHint(), true),
        stricterHint(one.destructiveHint(), other.destructiveHint(), false),
        other.foldsLike() == null ? one.foldsLike() : other.foldsLike());
  }

  /** The value of a hint that tightens if either has it, the one that loosens only if both do. */
  private static @Nullable Boolean stricterHint(
      @Nullable Boolean one, @Nullable Boolean other, boolean loosening) {
    if (Objects.equals(one, other)) {
      return other;
    }
    Boolean tightening = !loosening;
    boolean tightens = tightening.equals(one) || tightening.equals(other);
    return tightens ? tightening : null;
  }
}
