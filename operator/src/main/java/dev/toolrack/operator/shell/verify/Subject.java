package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.drift.ChangeGate;
import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.core.drift.ListingChange;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.turns.Chain;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the schedule keeps of one integration. Guarded by itself.
 *
 * <p>An integration that was deleted and created anew has another UID and so another subject.
 */
final class Subject {
  final IntegrationRef ref;
  final String uid;

  /** The verifications to come. */
  final Chain chain;

  /** What people asked for. */
  final PendingTest test = new PendingTest();

  /** Whether a question is under way, and not only to come. */
  boolean asking;

  /** What is asked; {@code null} = nothing. */
  @Nullable VerificationPlan plan;

  /** The last good result, while it counts. */
  @Nullable VerifiedServer lastGood;

  /** Which of its listings counts; {@code null} = none was seen since the start. */
  @Nullable ChangeGate gate;

  /** Listings in a row that nobody saw twice. */
  int unsettled;

  /** What is on record of its definitions. */
  DefinitionRecords records;

  /** How the tools that count changed, until somebody is told. */
  @Nullable ListingChange change;

  /** The latest published result. */
  Attempt latest;

  /** Failures in a row. */
  int failures;

  /** Whether the latest answer was a refusal that has to be confirmed. */
  boolean doubting;

  Subject(IntegrationRef ref, String uid, Chain chain, Remembered before) {
    this.ref = ref;
    this.uid = uid;
    this.chain = chain;
    this.lastGood = before.lastGood().orElse(null);
    this.latest = before.latest();
    this.records = before.records();
  }

  /**
   * What counts of a listing: one that differs must be seen twice, and additions have to wait.
   *
   * @param definitions as sent, where they are wanted
   * @param now on any clock that only goes forward
   */
  VerifiedServer counting(VerifiedServer listed, Optional<DefinitionSet> definitions, Instant now) {
    VerifiedServer before =
        lastGood != null && lastGood.target().equals(listed.target()) ? lastGood : null;
    ChangeGate last = gate;
    ChangeGate next;
    if (before == null) {
      next = ChangeGate.first(listed.tools());
    } else if (last == null) {
      next = ChangeGate.restored(before.tools(), now).seen(listed.tools(), now);
    } else {
      next = last.seen(listed.tools(), now);
    }
    gate = next;
    unsettled = next.candidate().isPresent() ? unsettled + 1 : 0;
    definitions
        .filter(set -> set.digest().equals(next.confirmed().digest()))
        .filter(set -> !records.stored().contains(set.digest()))
        .ifPresent(set -> records = records.listed(set));
    if (before != null) {
      ListingChange found = ListingChange.between(before.tools(), next.applied());
      change = found.isEmpty() ? change : found;
    }
    return listed.with(
        next.applied(),
        next.confirmed().equals(next.applied()) ? Optional.empty() : Optional.of(next.confirmed()));
  }

  /** When the server is to be asked sooner than its interval says, because its listing changes. */
  Optional<Duration> askAgain(Instant now) {
    ChangeGate last = gate;
    return last == null ? Optional.empty() : last.askAgain(now);
  }

  /** What people are to be told of; once. */
  synchronized Optional<ListingChange> takeChange() {
    Optional<ListingChange> taken = Optional.ofNullable(change);
    change = null;
    return taken;
  }

  /**
   * Takes over what was decided to be on record; definitions that were listed since are kept.
   *
   * @param decidedOn what the decision knew
   */
  void record(DefinitionRecords decided, DefinitionRecords decidedOn) {
    records =
        records.latest().equals(decidedOn.latest())
            ? decided
            : new DefinitionRecords(decided.pinned(), decided.stored(), records.latest());
  }
}
