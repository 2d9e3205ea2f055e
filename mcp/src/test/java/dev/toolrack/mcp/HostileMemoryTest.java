package dev.toolrack.mcp;

import static dev.toolrack.mcp.HostileScripts.CANARY;
import static dev.toolrack.mcp.HostileScripts.JSON;
import static dev.toolrack.mcp.HostileScripts.STREAM;
import static dev.toolrack.mcp.HostileScripts.chunk;
import static dev.toolrack.mcp.HostileScripts.chunked;
import static dev.toolrack.mcp.HostileScripts.http;
import static dev.toolrack.mcp.HostileScripts.listing;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.RawServer.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As many large answers at once as the operator asks servers at once, in a JVM of 64 MiB. */
@Tag("hostile")
@Timeout(120)
class HostileMemoryTest {
  /** The operator's default of {@code verify.concurrency}. */
  private static final int AT_ONCE = 64;

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int LARGE = 1_900_000;

  record Flood(String name, Script script, String ending) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Flood> floods() {
    return List.of(
        new Flood(
            "bodies",
            listing((c, asked) -> {
              c.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
              c.forever("x".repeat(10_000), 0);
            }),
            "ANSWER_TOO_LARGE"),
        new Flood(
            "events",
            listing((c, asked) -> {
              c.send(chunked(STREAM) + chunk("data: "));
              c.forever(chunk("x".repeat(10_000)), 0);
            }),
            "ANSWER_TOO_LARGE"),
        new Flood("names", flooded("{" + HostileJson.names(150_000) + "}"), "tools [good]"),
        new Flood("numbers", flooded("[" + "1,".repeat(LARGE / 2) + "1]"), "tools [good]"),
        new Flood("brackets", flooded("[" + "[],".repeat(LARGE / 3) + "1]"), "tools [good]"),
        new Flood(
            "wide characters", flooded("\"" + "\u4e2d".repeat(LARGE / 3) + "\""), "tools [good]"));
  }

  /** A good tool and one that is far too large. */
  private static Script flooded(String value) {
    String tools =
        "{\"tools\":[" + HostileScripts.GOOD + ",{\"name\":\"bad\",\"x\":" + value + "}]}";
    return listing((c, asked) -> c.send(http(JSON, HostileScripts.rpc(asked, tools))));
  }

  @ParameterizedTest
  @MethodSource("floods")
  void manyAtOnceStayWithinTheHeap(Flood flood) throws Exception {
    try (RawServer server = new RawServer(flood.script());
        McpServerVerifier verifier = verifier();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> endings = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        endings.add(
            threads.submit(() ->
                HostileCorpusTest.ending(
                    verifier.verify(
                        new VerificationRequest(server.url(), List.of(), false, LONG)))));
      }
      for (Future<String> ending : endings) {
        assertThat(ending.get()).isEqualTo(flood.ending());
      }
    }
  }

  /** Servers that keep their turn to send much by dripping lose it to those that wait. */
  @Test
  void drippingLargeAnswersDoesNotKeepOthersFromTheirs() throws Exception {
    String much = chunk("{\"x\":\"" + "x".repeat(100_000) + CANARY);
    String large = "{\"tools\":[" + Scripts.TOOL + "]," + " ".repeat(200_000) + "\"x\":1}";
    try (RawServer dripping =
            new RawServer(
                listing((c, asked) -> {
                  c.send(chunked(JSON) + much);
                  c.forever(chunk("x"), 50);
                }));
        FakeServer healthy = new FakeServer(stateless(asked -> asked.result(large)));
        McpServerVerifier verifier = verifier();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Verification>> all = new ArrayList<>();
      for (int i = 0; i < Limits.defaults().largeAtOnce(); i++) {
        all.add(
            threads.submit(() ->
                verifier.verify(new VerificationRequest(dripping.url(), List.of(), false, LONG))));
      }
      assertThat(verified(verifier.verify(request(healthy.url()))).tools()).hasSize(1);
      all.forEach(one -> one.cancel(true));
    }
  }
}
