package dev.toolrack.testbed.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeMcpServerTest {
  private final FakeMcpServer server = FakeMcpServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void answersAsTheProtocolSays() throws Exception {
    var endpoint = server.endpoint("correct").tools("[{\"name\":\"a\",\"x\":1},{\"name\":\"b\"}]");

    var discovery = RawMcp.json(RawMcp.modern(endpoint.url(), null, "server/discover", ""));
    var list = RawMcp.json(RawMcp.modern(endpoint.url(), null, "tools/list", ""));
    var call =
        RawMcp.json(
            RawMcp.modern(
                endpoint.url(), null, "tools/call", "\"name\":\"a\",\"arguments\":{\"q\":1},"));

    assertThat(discovery.at("/result/supportedVersions/0").asText()).isEqualTo("2026-07-28");
    assertThat(list.at("/result/tools/0/x").asInt()).isEqualTo(1);
    assertThat(call.at("/result/content/0/text").asText()).isEqualTo("{\"q\":1}");
    assertThat(endpoint.requests()).isEqualTo(3);
    assertThat(endpoint.lastHeader("mcp-method")).hasValue("tools/call");
    assertThat(RawMcp.send(RawMcp.initialize(endpoint.url())).body()).contains("-32022");
    assertThat(RawMcp.modern(endpoint.url(), null, "no/such", "").statusCode()).isEqualTo(404);
  }

  @Test
  void asksForATokenAndForgetsIt() throws Exception {
    var endpoint = server.endpoint("token").requireToken("secret");

    var refused = RawMcp.modern(endpoint.url(), null, "tools/list", "");
    var allowed = RawMcp.modern(endpoint.url(), "secret", "tools/list", "");
    endpoint.requireNoToken();
    var open = RawMcp.modern(endpoint.url(), null, "tools/list", "");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(open.statusCode()).isEqualTo(200);
  }

  @Test
  void tellsWhereTokensComeFrom() throws Exception {
    var endpoint =
        server
            .endpoint("managed")
            .announce("https://issuer.example", "read", "write")
            .requireToken(token -> token.startsWith("good"))
            .demandScopes(token -> token.endsWith("write"), "read", "write");

    var without = RawMcp.modern(endpoint.url(), null, "tools/list", "");
    var wrong = RawMcp.modern(endpoint.url(), "bad", "tools/list", "");
    var little = RawMcp.modern(endpoint.url(), "good-read", "tools/list", "");
    var enough = RawMcp.modern(endpoint.url(), "good-write", "tools/list", "");

    var place = server.url("/.well-known/oauth-protected-resource/managed/mcp");
    var where = ", resource_metadata=\"" + place + "\"";
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(challenge(without)).isEqualTo("Bearer realm=\"fake\"" + where);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(challenge(wrong))
        .isEqualTo("Bearer realm=\"fake\", error=\"invalid_token\"" + where);
    assertThat(little.statusCode()).isEqualTo(403);
    assertThat(challenge(little))
        .isEqualTo(
            "Bearer realm=\"fake\", error=\"insufficient_scope\", scope=\"read write\"" + where);
    assertThat(enough.statusCode()).isEqualTo(200);
    assertThat(endpoint.refusals()).isEqualTo(3);
    var metadata = RawMcp.json(RawMcp.send(HttpRequest.newBuilder(place)));
    assertThat(metadata.path("resource").asText()).isEqualTo(endpoint.url().toString());
    assertThat(metadata.at("/authorization_servers/0").asText())
        .isEqualTo("https://issuer.example");
    assertThat(metadata.at("/scopes_supported/1").asText()).isEqualTo("write");
  }

  private static String challenge(HttpResponse<String> response) {
    return response.headers().firstValue("WWW-Authenticate").orElseThrow();
  }

  @Test
  void misbehavesOnDemand() throws Exception {
    var endpoint = server.endpoint("bad");

    endpoint.behave(new Behaviour.Status(503, Map.of("Retry-After", "7")));
    var busy = RawMcp.modern(endpoint.url(), null, "tools/list", "");
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("Retry-After")).hasValue("7");

    endpoint.behave(new Behaviour.Redirect(server.url("/elsewhere")));
    assertThat(RawMcp.modern(endpoint.url(), null, "tools/list", "").statusCode()).isEqualTo(307);

    endpoint.behave(new Behaviour.Huge(1_000_000));
    var huge = RawMcp.modern(endpoint.url(), null, "tools/list", "");
    assertThat(huge.body()).hasSizeGreaterThan(1_000_000);
    assertThat(RawMcp.json(huge).has("result")).isTrue();

    endpoint.behave(new Behaviour.Malformed());
    var malformed = RawMcp.modern(endpoint.url(), null, "tools/list", "");
    assertThatThrownBy(() -> RawMcp.json(malformed)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void hangsWithoutHeadersAndDripsAfterThem() throws Exception {
    var endpoint = server.endpoint("slow");
    var impatient = RawMcp.post(endpoint.url(), "{}").timeout(Duration.ofMillis(300)).build();
    var patient = RawMcp.post(endpoint.url(), "{}").build();

    endpoint.behave(new Behaviour.Hang());
    assertThatThrownBy(() -> RawMcp.client().send(impatient, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);

    endpoint.behave(new Behaviour.Drip(Duration.ofMillis(20)));
    var dripping = RawMcp.client().send(patient, BodyHandlers.ofInputStream());
    try (var body = dripping.body()) {
      assertThat(body.readNBytes(5)).hasSize(5);
    }
  }

  @Test
  void isManyServersAtOnce() throws Exception {
    var answers = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 200; i++) {
        var url = server.endpoint("s" + i).url();
        answers.add(threads.submit(() -> RawMcp.modern(url, null, "tools/list", "").statusCode()));
      }
      for (var answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      }
    }
    assertThat(server.endpoint("s7").requests()).isEqualTo(1);
  }
}
