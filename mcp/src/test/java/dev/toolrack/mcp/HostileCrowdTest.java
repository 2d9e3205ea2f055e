package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As many servers as may be asked at the same time, all of which send as much as they may, are
 * verified in little memory, each in its own way; and so is a healthy one among them.
 */
@Tag("hostile")
@Timeout(240)
class HostileCrowdTest {
  /** No way out, however slow the machine is. */
  private static final Duration LONG = Duration.ofMinutes(5);

  /** One verification among the others. */
  private record Asked(CrowdAnswer answer, Future<String> ending) {}

  /** By its defaults the operator asks 64 at once, and goes on with those that are slow. */
  @ParameterizedTest
  @ValueSource(ints = {64, 256})
  void largestAnswersOfManyAtOnceFitIntoLittleMemory(int hostile) throws Exception {
    List<CrowdAnswer> answers = List.of(CrowdAnswer.values());
    Process servers = servers();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        McpServerVerifier verifier = verifier(patient())) {
      String crowd = "http://127.0.0.1:%d/%d/".formatted(port(servers), hostile + 1);
      List<Asked> all = new ArrayList<>();
      for (int i = 0; i < hostile; i++) {
        CrowdAnswer answer = answers.get(i % answers.size());
        all.add(new Asked(answer, threads.submit(() -> ending(verifier, crowd + answer.name()))));
      }
      assertThat(ending(verifier, crowd + CrowdMain.HEALTHY)).isEqualTo("1 tools");

      expect(all.stream().filter(asked -> !asked.answer().isKept()).toList());
      List<Asked> kept = all.stream().filter(asked -> asked.answer().isKept()).toList();
      assertThat(kept).noneMatch(asked -> asked.ending().isDone());
      release(servers);
      expect(kept);
    } finally {
      servers.destroyForcibly().waitFor();
    }
  }

  private static void expect(List<Asked> all) throws Exception {
    for (Asked asked : all) {
      assertThat(asked.ending().get()).as(asked.answer().name()).isEqualTo(asked.answer().ending());
    }
  }

  private static String ending(McpServerVerifier verifier, String url) throws InterruptedException {
    var request = new VerificationRequest(URI.create(url), List.of(), false, LONG);
    return verifier.verify(
        request,
        verification ->
            switch (verification) {
              case Failed failed -> failed.reason().name();
              case Verified verified -> verified.tools().size() + " tools";
            });
  }

  /** The defaults, but nobody is given up on who only is slow. */
  private static Limits patient() {
    Limits usual = Limits.defaults();
    return new Limits(
        usual.pages(),
        usual.tools(),
        usual.messages(),
        usual.bytes(),
        usual.errorBytes(),
        LONG,
        LONG,
        usual.largeAtOnce(),
        LONG);
  }

  private static Process servers() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            CrowdMain.class.getName())
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static int port(Process servers) throws IOException {
    var output = new InputStreamReader(servers.getInputStream(), StandardCharsets.UTF_8);
    return Integer.parseInt(new BufferedReader(output).readLine());
  }

  private static void release(Process servers) throws IOException {
    servers.getOutputStream().write('\n');
    servers.getOutputStream().flush();
  }
}
