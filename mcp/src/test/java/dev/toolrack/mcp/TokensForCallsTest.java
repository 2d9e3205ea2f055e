package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.Authentication.Scheme;
import dev.toolrack.mcp.FakeServer.Answer;
import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.FakeServer.Script;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody needs to know who gets a token and asks again. */
@Timeout(60)
class TokensForCallsTest {
  private static final String PATH = "/.well-known/oauth-protected-resource/mcp";
  private static final String CUSTOM = "/.well-known/elsewhere";
  private static final ServerFacts FACTS =
      new ServerFacts("n", "1", "2026-07-28", Era.STATELESS, Transport.STREAMABLE_HTTP);
  private static final Question CALL =
      new Question("tools/call", Map.of(), Map.of("Mcp-Name", "t"), Set.of());

  private static Script metadata(String path, String resource) {
    return asked ->
        asked.path().equals(path)
            ? Answer.json(
                200,
                "{\"resource\":\"%s\",\"authorization_servers\":[\"https://as.example\"]}"
                    .formatted(resource.replace("HERE", asked.origin())))
            : Answer.empty(404);
  }

  private static Script refusing(int status, String challenge) {
    return asked ->
        Answer.empty(status).with("WWW-Authenticate", challenge.replace("HERE", asked.origin()));
  }

  @ParameterizedTest
  @CsvSource({
    // To the letter: a slash is not added, nor taken away.
    PATH + ", Bearer, HERE/mcp, HERE/mcp",
    PATH + ", Bearer, HERE, HERE",
    PATH + ", Bearer, HERE/, HERE/",
    // Where the refusal said that it is.
    CUSTOM + ", 'Bearer resource_metadata=\"HERE" + CUSTOM + "\"', HERE, HERE",
    // Somebody else's, or none.
    PATH + ", Bearer, https://evil.example/mcp, HERE/mcp",
    "/nowhere, Bearer, HERE, HERE/mcp",
  })
  void resourceIsWhatTheMetadataSay(String path, String challenge, String resource, String expected)
      throws Exception {
    try (FakeServer server = new FakeServer(refusing(401, challenge), metadata(path, resource));
        McpServerVerifier verifier = verifier()) {
      verifier.verify(request(server.url()));
      int before = server.askedForMetadata().size();
      String origin = server.url().resolve("/").toString().replaceAll("/$", "");
      assertThat(verifier.resource(request(server.url())))
          .isEqualTo(expected.replace("HERE", origin));
      assertThat(server.askedForMetadata()).hasSize(before);
    }
  }

  @Test
  void resourceHasNoQuery() throws Exception {
    try (FakeServer server = new FakeServer(stateless(asked -> asked.result(ONE_TOOL)));
        McpServerVerifier verifier = verifier()) {
      URI withKey = URI.create(server.url() + "?key=canary");
      assertThat(verifier.resource(request(withKey))).isEqualTo(server.url().toString());
    }
  }

  @Test
  void refusedQuestionSaysWhatTokenItWants() throws Exception {
    Script script = refusing(403, "Bearer error=\"insufficient_scope\", scope=\"mcp.write\"");
    try (FakeServer server = new FakeServer(script, metadata(PATH, "HERE/mcp"));
        McpServerVerifier verifier = verifier()) {
      RequestHeader token = new RequestHeader("Authorization", "Bearer t");
      assertThat(verifier.ask(request(server.url(), token), FACTS, CALL))
          .isEqualTo(
              new RawAnswer.None(
                  FailureReason.INSUFFICIENT_SCOPE,
                  Optional.of(
                      new Authentication(
                          Scheme.OAUTH, Optional.of("https://as.example"), List.of("mcp.write")))));
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void failedQuestionLooksNothingUp() throws Exception {
    try (FakeServer server = new FakeServer(asked -> Answer.empty(500));
        McpServerVerifier verifier = verifier()) {
      assertThat(verifier.ask(request(server.url()), FACTS, CALL))
          .isEqualTo(new RawAnswer.None(FailureReason.SERVER_ERROR));
      assertThat(server.askedForMetadata()).extracting(Asked::path).isEmpty();
    }
  }
}
