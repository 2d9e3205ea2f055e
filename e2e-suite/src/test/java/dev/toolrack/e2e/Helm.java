package dev.toolrack.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The chart of this source tree as a release in the cluster of {@code KUBECONFIG}. */
final class Helm {
  /** Of the release, and so of what it installs. */
  static final String RELEASE = "toolrack";

  /** Where the operator works. */
  static final String NAMESPACE = "toolrack-system";

  private final Given given;

  Helm(Given given) {
    this.given = given;
  }

  /**
   * Installs or upgrades, with the chart's defaults but for the image and what is given, and waits
   * until it is ready.
   */
  void install(Given.Image image, Map<String, String> values) {
    var command = new ArrayList<>(List.of("upgrade", "--install", RELEASE, chart()));
    command.addAll(List.of("--namespace", NAMESPACE, "--wait", "--timeout", "5m"));
    command.addAll(List.of("--set-string", "image.repository=" + image.repository()));
    command.addAll(List.of("--set-string", "image.tag=" + image.tag()));
    values.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    run(command);
  }

  /** What the release has installed, as YAML. */
  String manifest() {
    return run(List.of("get", "manifest", RELEASE, "--namespace", NAMESPACE));
  }

  /** Removes the release and waits until its objects are gone. */
  void uninstall() {
    run(List.of("uninstall", RELEASE, "--namespace", NAMESPACE, "--wait", "--timeout", "5m"));
  }

  private String chart() {
    return given.root().resolve("helm/toolrack").toString();
  }

  private String run(List<String> arguments) {
    var command = new ArrayList<String>(List.of(given.helm()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new AssertionError(
            String.join(" ", command) + " ended with " + status + ":\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
