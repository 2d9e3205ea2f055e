package dev.toolrack.mcp;

import static dev.toolrack.mcp.HostileScripts.CANARY;
import static dev.toolrack.mcp.HostileScripts.JSON;
import static dev.toolrack.mcp.HostileScripts.chunk;
import static dev.toolrack.mcp.HostileScripts.chunked;
import static dev.toolrack.mcp.HostileScripts.listing;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may read much, and for how long. */
@Tag("hostile")
@Timeout(120)
class LargeAnswersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

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
