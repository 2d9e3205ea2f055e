package dev.toolrack.operator;

import dev.toolrack.testbed.Provisioned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the test bed, as an administrator runs it.
 *
 * @param arguments what stands before the arguments of each run: the executable first
 */
record Program(List<String> arguments) {

  /** How a run ended. */
  record Answer(int status, String out, String err) {
    /** Its output, if it went well. */
    String fine() {
      if (status != 0) {
        throw new AssertionError(err + out);
      }
      return out;
    }
  }

  /** kubectl in the cluster of that kubeconfig. */
  static Program kubectl(Path kubeconfig) {
    return new Program(
        List.of(
            Provisioned.locate().binary("kubectl").toString(),
            "--kubeconfig",
            kubeconfig.toString()));
  }

  /** Helm without a cluster. */
  static Program helm() {
    return new Program(
        List.of(Provisioned.locate().helmExecutable().toString(), "--kubeconfig", "/nonexistent"));
  }

  Answer run(String... more) {
    return fed("", more);
  }

  /** Runs it with a text on its standard input, and waits until it ends. */
  Answer fed(String input, String... more) {
    var command = new ArrayList<>(arguments);
    command.addAll(List.of(more));
    try {
      Path folder = Files.createTempDirectory("program");
      Path in = Files.writeString(folder.resolve("in"), input);
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      int status =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start()
              .waitFor();
      var answer = new Answer(status, text(out), text(err));
      for (Path file : List.of(in, out, err, folder)) {
        Files.delete(file);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
