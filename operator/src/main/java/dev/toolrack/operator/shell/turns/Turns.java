package dev.toolrack.operator.shell.turns;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out turns to ask servers. Work waits without a thread and runs on a virtual one.
 *
 * <p>There are three {@linkplain Lane lanes}, so that those who do not answer are never in the way
 * of those who do: what was slow the last time waits with its like, and what turns out to be slow
 * moves out of the way when its patience is over.
 */
public final class Turns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final Lane prompt;
  private final Lane patient;
  private final Lane overtime;
  private final Duration patience;
  private final Timer timer;
  private final Executor workers;
  private final Runnable end;
  private volatile boolean closed;

  /** Turns on virtual threads. */
  public static Turns start(TurnLimits limits) {
    var timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("turns").factory());
    timer.setRemoveOnCancelPolicy(true);
    ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    return new Turns(
        limits,
        (pause, task) -> {
          Future<?> later = timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
          return () -> later.cancel(false);
        },
        workers,
        () -> {
          timer.shutdownNow();
          workers.shutdownNow();
        });
  }

  Turns(TurnLimits limits, Timer timer, Executor workers, Runnable end) {
    prompt = new Lane(limits.prompt());
    patient = new Lane(limits.patient());
    overtime = new Lane(limits.overtime());
    patience = limits.patience();
    this.timer = timer;
    this.workers = workers;
    this.end = end;
  }

  /** What happens in a turn. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * How full a lane is.
   *
   * @param limit places altogether
   * @param active places taken
   * @param waiting how many wait for one
   */
  public record Fill(String lane, int limit, int active, int waiting) {}

  /** How full the lanes are: {@code prompt}, {@code patient} and {@code overtime}. */
  public List<Fill> fill() {
    return List.of(fill("prompt", prompt), fill("patient", patient), fill("overtime", overtime));
  }

  private static Fill fill(String name, Lane lane) {
    return new Fill(name, lane.limits().total(), lane.active(), lane.waiting());
  }

  /** A chain of turns, none of which is to come yet. */
  public Chain chain() {
    return new Chain(this);
  }

  /**
   * Waits for a turn.
   *
   * @param slow whether it took longer than a prompt answer the last time
   * @param work done once in its turn, unless the turn was cancelled before
   */
  Turn take(Claim claim, boolean slow, Work work) {
    var turn = new Turn(claim, slow ? patient : prompt, work);
    turn.enter();
    return turn;
  }

  /**
   * Calls back later.
   *
   * @return takes it back
   */
  Runnable after(Duration pause, Runnable task) {
    try {
      return timer.after(pause, task);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  /** Interrupts all work; nothing begins any more. */
  @Override
  public void close() {
    closed = true;
    end.run();
  }

  /** One piece of work, from waiting to its end. */
  final class Turn {
    private final Claim claim;
    private final Lane lane;
    private final Work work;
    private final AtomicReference<Lane.@Nullable Entry> place = new AtomicReference<>();
    private final AtomicReference<Lane.@Nullable Entry> beyond = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile boolean ended;
    private volatile boolean slow;
    private volatile @Nullable Thread worker;

    private Turn(Claim claim, Lane lane, Work work) {
      this.claim = claim;
      this.lane = lane;
      this.work = work;
    }

    /** Whether it lasts, or lasted, longer than a prompt answer. */
    boolean slow() {
      return slow;
    }

    /** Whether it is the caller who has this turn. */
    boolean isMine() {
      return Thread.currentThread().equals(worker);
    }

    /** Ends it, wherever it is; what is under way is interrupted, but for the caller itself. */
    void cancel() {
      cancelled = true;
      Thread running = worker;
      if (running != null) {
        if (!isMine()) {
          running.interrupt();
        }
      } else {
        leave(lane, place);
      }
    }

    private void enter() {
      if (closed) {
        return;
      }
      place.set(lane.enter(claim, this::begin));
      if (cancelled || ended) {
        leave(lane, place);
      }
    }

    private void begin() {
      try {
        workers.execute(this::run);
      } catch (RejectedExecutionException e) {
        LOG.debug("closing: nothing on account of {} is asked any more", claim.namespace());
      }
    }

    private void run() {
      worker = Thread.currentThread();
      Runnable quiet = after(patience, this::overstay);
      try {
        if (!cancelled) {
          work.run();
        }
      } catch (InterruptedException e) {
        // It was cancelled, or all of it ends; the thread ends with it.
        Thread.currentThread().interrupt();
      } finally {
        ended = true;
        quiet.run();
        leave(overtime, beyond);
        leave(lane, place);
      }
    }

    /** The place of a prompt one is given to the next as soon as there is one among the slow. */
    private void overstay() {
      slow = true;
      if (lane == prompt) {
        beyond.set(overtime.enter(claim, () -> leave(prompt, place)));
        if (ended) {
          leave(overtime, beyond);
        }
      }
    }

    private static void leave(Lane lane, AtomicReference<Lane.@Nullable Entry> place) {
      Lane.Entry entry = place.get();
      if (entry != null) {
        lane.leave(entry);
      }
    }
  }
}
