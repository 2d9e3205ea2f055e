package dev.toolrack.operator.shell.verify;

import dev.toolrack.operator.shell.turns.Chain;
import dev.toolrack.operator.shell.turns.Chain.Link;
import dev.toolrack.operator.shell.turns.Claim;
import dev.toolrack.operator.shell.turns.Turns;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks about many things, each again and again as its plan says, and keeps the latest answer of
 * each. It takes turns with the verifications of integrations and backs off as they do; it knows
 * neither doubts nor last good results.
 *
 * @param <K> names a thing
 * @param <P> what is asked; another plan makes the answers to the one before worthless
 * @param <R> an answer
 */
public final class Rounds<K, P, R> {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final ConcurrentMap<K, Stop> stops = new ConcurrentHashMap<>();
  private final Turns turns;
  private final Pace pace;
  private final Asking<K, P, R> asking;
  private final Consumer<K> onNews;

  Rounds(Turns turns, Pace pace, Asking<K, P, R> asking, Consumer<K> onNews) {
    this.turns = turns;
    this.pace = pace;
    this.asking = asking;
    this.onNews = onNews;
  }

  /** How one thing is asked. */
  public interface Asking<K, P, R> {

    /** On whose account. */
    Claim claim(K key, P plan);

    /** Asks; blocks until there is an answer, which may be that there was none. */
    R ask(K key, P plan) throws InterruptedException;

    /** Whether an answer is good: the next question then comes after the interval. */
    boolean good(R answer);

    /** The pause between two good answers. */
    Duration interval(P plan);
  }

  /** One thing. Guarded by itself. */
  private final class Stop {
    final K key;
    final String uid;
    final Chain chain = turns.chain();
    @Nullable P plan;
    @Nullable R latest;
    int failures;

    /** Whether this process has asked, or meant to. */
    boolean begun;

    Stop(K key, String uid) {
      this.key = key;
      this.uid = uid;
    }
  }

  /**
   * Says what is to be asked from now on. The same plan again changes nothing.
   *
   * @param uid of the object: one that was deleted and created anew is another one
   * @param plan empty = nothing
   * @param known whether the answer is known from before this process: then the first question has
   *     time
   */
  public void plan(K key, String uid, Optional<P> plan, boolean known) {
    Stop stop =
        stops.compute(
            key,
            (_, before) ->
                before != null && before.uid.equals(uid) ? before : another(before, key, uid));
    synchronized (stop) {
      P before = stop.plan;
      stop.plan = plan.orElse(null);
      if (plan.isEmpty()) {
        stop.latest = null;
        stop.chain.stop();
      } else if (!plan.get().equals(before)) {
        stop.latest = null;
        stop.failures = 0;
        stop.chain.pardon();
        boolean time = known && !stop.begun;
        stop.begun = true;
        Duration interval = asking.interval(plan.get());
        next(stop, plan.get(), time ? pace.afterRestart(interval) : Duration.ZERO);
      }
    }
  }

  /** The latest answer to the plan that holds, if there is one. */
  public Optional<R> latest(K key, String uid) {
    Stop stop = stops.get(key);
    if (stop == null || !stop.uid.equals(uid)) {
      return Optional.empty();
    }
    synchronized (stop) {
      return Optional.ofNullable(stop.latest);
    }
  }

  /** Forgets a deleted object; what is under way is ended. */
  public void forget(K key, String uid) {
    Stop stop = stops.get(key);
    if (stop != null && stop.uid.equals(uid) && stops.remove(key, stop)) {
      end(stop);
    }
  }

  private Stop another(@Nullable Stop before, K key, String uid) {
    if (before != null) {
      end(before);
    }
    return new Stop(key, uid);
  }

  private void end(Stop stop) {
    synchronized (stop) {
      stop.plan = null;
      stop.chain.stop();
    }
  }

  private void next(Stop stop, P plan, Duration pause) {
    stop.chain.next(pause, asking.claim(stop.key, plan), link -> ask(stop, link, plan));
  }

  private void ask(Stop stop, Link link, P plan) throws InterruptedException {
    R answer = null;
    try {
      answer = asking.ask(stop.key, plan);
    } catch (RuntimeException | Error e) {
      // It is asked again: whatever went wrong, silence would last for ever.
      LOG.error("asking about {} failed unexpectedly", stop.key, e);
    }
    if (settle(stop, link, plan, answer)) {
      try {
        onNews.accept(stop.key);
      } catch (RuntimeException e) {
        LOG.error("the news about {} found no listener", stop.key, e);
      }
    }
  }

  /** Whether there is news. */
  private boolean settle(Stop stop, Link link, P plan, @Nullable R answer) {
    synchronized (stop) {
      if (!link.current()) {
        return false;
      }
      boolean news = answer != null && !answer.equals(stop.latest);
      stop.latest = answer == null ? stop.latest : answer;
      Duration interval = asking.interval(plan);
      if (answer != null && asking.good(answer)) {
        stop.failures = 0;
        next(stop, plan, pace.afterSuccess(interval, Duration.ZERO));
      } else {
        stop.failures++;
        next(stop, plan, pace.afterFailures(interval, stop.failures));
      }
      return news;
    }
  }
}
