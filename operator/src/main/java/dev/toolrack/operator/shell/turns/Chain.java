package dev.toolrack.operator.shell.turns;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked again and again: there is one question to come or under way, never two.
 *
 * <p>Its owner calls it under a lock of the owner's own, and asks {@link Link#current()} under the
 * same lock before it believes an answer.
 */
public final class Chain {
  private final Turns turns;
  private @Nullable Link link;
  private boolean slow;

  Chain(Turns turns) {
    this.turns = turns;
  }

  /** What one question is. */
  @FunctionalInterface
  public interface Question {

    /**
     * Asks, on a virtual thread. Whoever wants another question {@linkplain Chain#next says} so.
     *
     * @throws InterruptedException if another question replaced this one, or everything ends
     */
    void ask(Link link) throws InterruptedException;
  }

  /**
   * Says what comes next. Whatever was to come before is called off, what is under way is
   * interrupted, unless it is the caller itself.
   *
   * @param pause before it; zero = as soon as there is a place
   * @param claim on whose account
   */
  public synchronized void next(Duration pause, Claim claim, Question question) {
    if (link != null) {
      slow = link.slowAtItsEnd(slow);
    }
    stop();
    var coming = new Link(claim, question);
    link = coming;
    coming.begin(pause);
  }

  /** Nothing comes any more. */
  public synchronized void stop() {
    if (link != null) {
      link.cancel();
      link = null;
    }
  }

  /** It was slow, but now it is another server or another way of asking it. */
  public synchronized void pardon() {
    slow = false;
  }

  private synchronized boolean isCurrent(Link asked) {
    return link == asked;
  }

  /** One question, until another one takes its place. */
  public final class Link {
    private final Claim claim;
    private final Question question;
    private Runnable wait = () -> {};
    private Turns.@Nullable Turn turn;

    private Link(Claim claim, Question question) {
      this.claim = claim;
      this.question = question;
    }

    /** Whether nothing took its place. */
    public boolean current() {
      return isCurrent(this);
    }

    private void begin(Duration pause) {
      if (pause.isPositive()) {
        wait = turns.after(pause, this::due);
      } else {
        turn = turns.take(claim, slow, this::ask);
      }
    }

    private void due() {
      synchronized (Chain.this) {
        if (link == this) {
          begin(Duration.ZERO);
        }
      }
    }

    private void ask() throws InterruptedException {
      if (current()) {
        question.ask(this);
      }
    }

    /** What it says of the server counts only if it is about to end by itself. */
    private boolean slowAtItsEnd(boolean before) {
      return (turn != null && turn.isMine()) ? turn.slow() : before;
    }

    private void cancel() {
      wait.run();
      if (turn != null) {
        turn.cancel();
      }
    }
  }
}
