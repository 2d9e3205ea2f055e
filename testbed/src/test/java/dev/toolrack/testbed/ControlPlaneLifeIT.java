package dev.toolrack.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing may stay behind, however the JVM ends. */
class ControlPlaneLifeIT {
  @Test
  void closeEndsProcessesAndRemovesFiles() throws Exception {
    List<ProcessHandle> processes;
    Path kubeconfig;
    try (var controlPlane = ControlPlane.start()) {
      kubeconfig = controlPlane.kubeconfigFile();
      processes = childrenThatMention(kubeconfig.resolveSibling("").toString());
      assertThat(processes).isNotEmpty();
    }
    assertThat(kubeconfig.getParent()).doesNotExist();
    awaitEnd(processes);
  }

  @Test
  void mainPublishesAKubeconfigUntilTheGroupIsTerminated(@TempDir Path directory) throws Exception {
    var main = startMain(directory);
    var kubeconfig = directory.resolve("kubeconfig");
    awaitFile(main, kubeconfig);

    assertThat(Files.readString(kubeconfig)).contains("server: https://127.0.0.1:");
    var children = main.descendants().toList();
    // As a terminal does it: Ctrl-C reaches everybody in the process group, not only the JVM.
    children.forEach(ProcessHandle::destroy);
    main.destroy();

    assertThat(main.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(kubeconfig).doesNotExist();
    assertThat(children).isNotEmpty();
    awaitEnd(children);
  }

  @Test
  void aKilledJvmTakesItsControlPlaneAlong(@TempDir Path directory) throws Exception {
    var main = startMain(directory);
    awaitFile(main, directory.resolve("kubeconfig"));
    var children = main.descendants().toList();
    assertThat(children).isNotEmpty();

    main.destroyForcibly().waitFor();

    awaitEnd(children);
  }

  /** A process that has ended is alive for the JVM until somebody has collected it. */
  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (var process : processes) {
      process.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  private static Process startMain(Path directory) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dtoolrack.cache=" + System.getProperty("toolrack.cache"),
            "-Dtoolrack.root=" + System.getProperty("toolrack.root"),
            // A killed JVM cannot remove its files: keep them where the test removes them.
            "-Djava.io.tmpdir=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            ControlPlaneMain.class.getName(),
            "--dir",
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("main.log").toFile())
        .start();
  }

  private static void awaitFile(Process main, Path file) throws Exception {
    var deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!Files.exists(file)) {
      assertThat(main.isAlive())
          .as("%s", Files.readString(file.resolveSibling("main.log")))
          .isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static List<ProcessHandle> childrenThatMention(String directory) {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process -> process.info().commandLine().filter(l -> l.contains(directory)).isPresent())
        .toList();
  }
}
