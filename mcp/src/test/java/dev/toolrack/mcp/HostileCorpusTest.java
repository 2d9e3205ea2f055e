package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.mcp.HostileBehaviour.Running;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each hostile server ends a verification in its own way and tells nobody anything, while a healthy
 * server is verified by the same verifier as if nothing were the matter. Runs in little memory.
 */
@Tag("hostile")
@Timeout(60)
class HostileCorpusTest {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static Leaks leaks;
  private static McpServerVerifier verifier;
  private static FakeServer healthy;

  static List<HostileBehaviour> corpus() {
    return HostileCorpus.all();
  }

  @BeforeAll
  static void start() throws Exception {
    leaks = Leaks.watch(HostileScripts.CANARY);
    verifier = verifier();
    healthy = new FakeServer(stateless(asked -> asked.result(Scripts.ONE_TOOL)));
  }

  @AfterAll
  static void stop() {
    verifier.close();
    healthy.close();
    THREADS.close();
    leaks.close();
  }

  @Tag("def-5")
  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void endsInItsOwnWayAndDisturbsNobody(HostileBehaviour behaviour) throws Exception {
    try (Running server = behaviour.start().start()) {
      var request = new VerificationRequest(server.url(), List.of(), false, behaviour.timeout());
      CompletableFuture<Verification> hostile = inBackground(request);
      do {
        assertThat(verified(verifier.verify(request(healthy.url()))).tools())
            .containsExactly(new RawTool(Scripts.TOOL));
        pause();
      } while (!hostile.isDone());

      assertThat(ending(hostile.get())).as(behaviour.name()).isEqualTo(behaviour.ending());
      assertThat(hostile.get().toString()).doesNotContain(HostileScripts.CANARY);
      assertThat(leaks.found()).isEmpty();
    }
  }

  /** A breath between healthy verifications, of which one is always enough. */
  private static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(20);
  }

  @Test
  void isLargeAndOfUniqueNames() {
    List<HostileBehaviour> corpus = HostileCorpus.all();
    assertThat(corpus).hasSizeGreaterThanOrEqualTo(60);
    assertThat(corpus.stream().map(HostileBehaviour::name)).doesNotHaveDuplicates();
  }

  static CompletableFuture<Verification> inBackground(VerificationRequest request) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return verifier.verify(request);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        THREADS);
  }

  static String ending(Verification verification) {
    return switch (verification) {
      case Failed failed -> failed.reason().name();
      case Verified verified ->
          "tools "
              + ToolSet.of(verified.tools().stream().map(RawTool::json).toList()).tools().stream()
                  .map(ToolDefinition::name)
                  .toList();
    };
  }
}
