package dev.toolrack.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A child process that cannot outlive this JVM, not even a JVM that is killed.
 *
 * <p>A shell between the two holds a pipe from the JVM: when the pipe closes, for whatever reason,
 * it ends the child. No pid is ever looked up by name.
 */
public final class GuardedProcess implements AutoCloseable {
  /**
   * {@code $1} is the signal, the rest the command. Standard input is the pipe. A Ctrl-C reaches
   * the whole process group, hence the traps: the guard must live on until its child is gone. The
   * outer trap does nothing instead of ignoring, because a child would inherit the latter.
   */
  private static final String GUARD =
      """
      signal=$1
      shift
      trap : HUP INT TERM
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      { trap '' HUP INT TERM; read -r _; kill -"$signal" "$child"; } <&3 2>/dev/null &
      watcher=$!
      while
        wait "$child"
        status=$?
        kill -0 "$child" 2>/dev/null
      do :; done
      kill -KILL "$watcher" 2>/dev/null
      exit "$status"
      """;

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int TAIL_LINES = 25;

  private final String name;
  private final Process guard;
  private final Path log;

  private GuardedProcess(String name, Process guard, Path log) {
    this.name = name;
    this.guard = guard;
    this.log = log;
  }

  /** How a process is asked to end. */
  public enum Signal {
    /** It may finish what it is doing. */
    TERM,
    /** At once: for processes whose state is thrown away. */
    KILL
  }

  /** Starts a command whose output goes to {@code log}. */
  public static GuardedProcess start(
      String name, List<String> command, Map<String, String> environment, Path log, Signal end) {
    var guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "guard", end.name()));
    guarded.addAll(command);
    var builder =
        new ProcessBuilder(guarded)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new GuardedProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new TestbedException("Cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** Waits until {@code ready}, or fails with the end of the log. */
  public void await(Duration limit, BooleanSupplier ready) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!guard.isAlive()) {
        throw new TestbedException(name + " ended before it was ready.\n" + tail());
      }
      if (System.nanoTime() > deadline) {
        throw new TestbedException(
            name + " was not ready after " + limit.toSeconds() + " s.\n" + tail());
      }
      Pause.of(Duration.ofMillis(20));
    }
  }

  /** Everything the process has printed so far. */
  public String output() {
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return guard.isAlive();
  }

  /** Asks the process to end and returns at once; {@link #close()} then waits for it. */
  public void signal() {
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      // The guard is gone already, and with it the process.
    }
  }

  @Override
  public void close() {
    signal();
    try {
      if (!guard.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        guard.descendants().forEach(ProcessHandle::destroyForcibly);
        guard.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      guard.descendants().forEach(ProcessHandle::destroyForcibly);
      guard.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String tail() {
    var lines = output().lines().toList();
    var last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    return "The end of its log:\n  "
        + String.join("\n  ", last)
        + "\nIf its files may be damaged, remove them and run testbed/provision.";
  }
}
