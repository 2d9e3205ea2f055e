package dev.toolrack.operator.shell.turns;

import java.time.Duration;

/** Calls back later. */
@FunctionalInterface
interface Timer {

  /**
   * Runs a task once; it must be quick.
   *
   * @return takes the task back, if it has not begun
   */
  Runnable after(Duration pause, Runnable task);
}
