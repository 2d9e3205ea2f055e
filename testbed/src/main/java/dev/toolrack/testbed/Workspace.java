package dev.toolrack.testbed;

import dev.toolrack.testbed.GuardedProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A private temporary directory and the processes that work in it; both go together. */
public final class Workspace implements AutoCloseable {
  private static final int ATTEMPTS = 50;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  private final Path directory;
  private final List<GuardedProcess> processes = new CopyOnWriteArrayList<>();

  private final Thread hook = new Thread(this::clean, "testbed-shutdown");

  private Workspace(Path directory) {
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** A new directory that only this user can read. */
  public static Workspace create() {
    try {
      return new Workspace(Files.createTempDirectory("toolrack-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path in the directory; the file need not exist. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** Writes a file, readable by its owner because the directory is. */
  public Path write(String name, String content) {
    try {
      return Files.writeString(file(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a process that logs to {@code NAME.log} here and ends with this workspace. */
  public GuardedProcess start(
      String name, List<String> command, Map<String, String> environment, Signal end) {
    var process = GuardedProcess.start(name, command, environment, file(name + ".log"), end);
    processes.add(process);
    return process;
  }

  /** Ends all processes, all at once, then removes the directory. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending and the hook at work; clean() below waits for it.
    }
    clean();
  }

  private synchronized void clean() {
    processes.forEach(GuardedProcess::signal);
    processes.forEach(GuardedProcess::close);
    for (var attempt = 1; Files.exists(directory); attempt++) {
      try {
        delete();
      } catch (UncheckedIOException e) {
        // A child of a process that was ended may still have to find out, and write meanwhile.
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Pause.of(BETWEEN_ATTEMPTS);
      }
    }
  }

  private void delete() {
    try (var files = Files.walk(directory)) {
      for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
