package dev.toolrack.cli.kubectl;

import dev.toolrack.cli.WrongUse;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** How a command that cannot go on ends: with one sentence, never with a stack trace. */
final class Trouble {
  /** Asks for stack traces, for those who report a bug. */
  private static final String TRACE = "TOOLRACK_TRACE";

  private Trouble() {}

  /** Says what went wrong; returns an {@link ExitCode}. */
  static int report(Exception failure, CommandLine command, Surroundings surroundings) {
    PrintWriter err = command.getErr();
    boolean traced = !surroundings.environment().getOrDefault(TRACE, "").isEmpty();
    int code = ExitCode.NO_ANSWER;
    if (failure instanceof WrongUse || failure instanceof NoAnswer) {
      err.println("error: " + failure.getMessage());
      code = failure instanceof WrongUse ? ExitCode.WRONG_USE : ExitCode.NO_ANSWER;
    } else if (failure instanceof KubernetesClientException trouble) {
      err.println("error: " + ClusterTrouble.explain(trouble));
    } else if (failure instanceof InterruptedException) {
      err.println("error: interrupted");
    } else {
      err.println(
          "error: a mistake in kubectl toolrack itself (%s); please report it with what it prints when %s=1 is set"
              .formatted(failure.getClass().getSimpleName(), TRACE));
    }
    if (traced) {
      failure.printStackTrace(err);
    }
    err.flush();
    return code;
  }
}
