package dev.toolrack.operator.shell.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads that decide and write; {@link Backlog} says in which order. */
public final class Workers extends AbstractExecutorService {
  /**
   * As many writes are under way at most: more do not make the API server faster, and each waits
   * longer then.
   */
  public static final int THREADS = 16;

  private static final long IDLE_SECONDS = 30;

  /** What is to follow the work of this thread; {@code null} = it does none of ours. */
  private static final ThreadLocal<@Nullable List<Runnable>> FOLLOWING = new ThreadLocal<>();

  private final Backlog backlog = new Backlog();
  private final ThreadPoolExecutor threads;

  /** Threads are started when there is work, and end when there was none for a while. */
  public Workers() {
    // Each entry of its queue is one turn: what is done in it is decided when it begins.
    threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named());
    threads.allowCoreThreadTimeOut(true);
  }

  private static ThreadFactory named() {
    var number = new AtomicInteger();
    return work -> {
      var thread = new Thread(work, "worker-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void execute(Runnable work) {
    backlog.add(Thread.currentThread(), work);
    threads.execute(this::turn);
  }

  /** Does this when there is nothing better to do, or after a while. */
  public void executeLater(Runnable work) {
    backlog.addLater(work);
    threads.execute(this::turn);
  }

  /**
   * Does this when the work that the calling thread is doing has come to its end, with all that
   * whoever brought it does afterwards.
   *
   * @throws IllegalStateException if the thread is not one of these, or does nothing
   */
  public void executeAfterwards(Runnable next) {
    List<Runnable> queue = FOLLOWING.get();
    if (queue == null) {
      throw new IllegalStateException("there is no work that this could follow");
    }
    queue.add(next);
  }

  private void turn() {
    Runnable work = backlog.next();
    if (work == null) {
      return;
    }
    var queue = new ArrayList<Runnable>(0);
    FOLLOWING.set(queue);
    try {
      work.run();
    } finally {
      FOLLOWING.remove();
      queue.forEach(Runnable::run);
    }
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    threads.shutdownNow();
    var left = new ArrayList<Runnable>();
    for (Runnable work = backlog.next(); work != null; work = backlog.next()) {
      left.add(work);
    }
    return left;
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
