package dev.toolrack.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a control plane until it is told to end.
 *
 * <pre>ControlPlaneMain --dir DIR</pre>
 *
 * <p>{@code DIR/kubeconfig} appears, complete, when the API is ready, and is removed at the end.
 */
public final class ControlPlaneMain {
  private ControlPlaneMain() {}

  /** Starts, prints one line, waits for SIGTERM or SIGINT. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 2 || !arguments[0].equals("--dir")) {
      System.err.println("usage: ControlPlaneMain --dir DIR");
      System.exit(2);
    }
    // There is nothing to log here: no need to tell the user that nobody listens.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    var directory = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
    try {
      run(directory.resolve("kubeconfig"));
    } catch (TestbedException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Path kubeconfig) throws IOException, InterruptedException {
    var started = System.nanoTime();
    var controlPlane = ControlPlane.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(kubeconfig)));
    publish(controlPlane.kubeconfig(), kubeconfig);
    System.out.printf(
        "Kubernetes API ready after %d ms: export KUBECONFIG=%s%n",
        (System.nanoTime() - started) / 1_000_000, kubeconfig);
    // Ended by a signal; the shutdown hooks clean up.
    new CountDownLatch(1).await();
  }

  /** Whoever waits for the file must never read half of it. */
  private static void publish(String content, Path file) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var temporary = Files.createTempFile(file.getParent(), "kubeconfig", ".tmp", ownerOnly);
    Files.writeString(temporary, content);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.err.println("Cannot remove " + file + ": " + e.getMessage());
    }
  }
}
