package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.Provisioned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command {@code helm}, which finds nothing of the user who runs the tests.
 *
 * @param chart the folder of the chart
 * @param home everything that helm keeps for a user
 * @param kubeconfig the cluster; a file that is not there where no cluster is needed
 */
record Helm(Path chart, Path home, Path kubeconfig) {

  /** Without a cluster, at home in a folder of its own among what the build makes. */
  static Helm offline() {
    try {
      Path target = Files.createDirectories(shipped().resolveSibling("target"));
      Path home = Files.createTempDirectory(target, "helm-home");
      return new Helm(shipped(), home, home.resolve("no-cluster"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the chart. */
  static Path shipped() {
    return Provisioned.locate().root().resolve("helm/toolrack");
  }

  /** What a run said. */
  record Said(int exit, String out, String err) {
    /** Standard output of a run that went well. */
    String fine() {
      assertThat(exit).as("%s%s", err, out).isZero();
      return out;
    }

    /** Standard error of a run that did not. */
    String refusal() {
      assertThat(exit).as(out).isNotZero();
      return err;
    }
  }

  /** The chart as the release {@code toolrack} in the namespace of that name. */
  Rendered render(String... values) {
    return Rendered.of(template(values).fine());
  }

  Said template(String... values) {
    var arguments =
        new ArrayList<>(List.of("template", "toolrack", chart.toString(), "-n", "toolrack"));
    arguments.addAll(Arrays.asList(values));
    return run(arguments.toArray(String[]::new));
  }

  /** Runs helm with these arguments. */
  Said run(String... arguments) {
    return command(Provisioned.locate().helmExecutable(), arguments);
  }

  /** Runs kubectl in the same cluster. */
  Said kubectl(String... arguments) {
    return command(Provisioned.locate().binary("kubectl"), arguments);
  }

  private Said command(Path executable, String... arguments) {
    var command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(Arrays.asList(arguments));
    try {
      Path out = Files.createTempFile(home, "out", ".txt");
      Path err = Files.createTempFile(home, "err", ".txt");
      var builder = new ProcessBuilder(command);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("HOME", home.toString());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().keySet().removeIf(name -> name.startsWith("HELM_"));
      int exit = builder.start().waitFor();
      return new Said(exit, read(out), read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.delete(file);
    return text;
  }
}
