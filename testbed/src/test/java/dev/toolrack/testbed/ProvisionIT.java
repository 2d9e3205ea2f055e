package dev.toolrack.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The script that provides everything else, where everything is there. */
class ProvisionIT {
  private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(.*)");

  /** Scripts evaluate what it prints, and then call others that call it again. */
  @Test
  void whatItPrintsCanBeHandedBackToIt() throws Exception {
    Map<String, String> printed = printed(Map.of());
    assertThat(printed).containsKeys("TOOLRACK_CACHE", "TOOLRACK_BIN", "TOOLRACK_NODE");
    assertThat(printed(printed)).isEqualTo(printed);
    assertThat(Provisioned.locate().node()).isExecutable();
  }

  private static Map<String, String> printed(Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            Provisioned.locate().root().resolve("testbed/provision").toString(), "--print-env");
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output
        .lines()
        .map(EXPORT::matcher)
        .filter(line -> line.matches())
        .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
  }
}
