package dev.toolrack.cli.kubectl;

/** What {@code kubectl toolrack} tells the shell; docs/kubectl-toolrack.md lists them. */
public final class ExitCode {
  /** Done; the answer is good news. */
  public static final int DONE = 0;

  /** Done; the answer is not good news: errors found, a test failed, a change is held. */
  public static final int BAD_NEWS = 1;

  /** The command line, or a file it names, cannot be understood. */
  public static final int WRONG_USE = 2;

  /** There is no answer: the cluster is not reached, refuses, or lacks the object. */
  public static final int NO_ANSWER = 3;

  private ExitCode() {}
}
