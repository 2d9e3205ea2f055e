package dev.toolrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.testbed.mcp.Behaviour;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOSTILE =
      "{\"name\":\"greet\",\"title\":\"\u001b]0;x\u202egr\u009b31m\\u001b[2J\u00fc\u00dfe\","
          + "\"inputSchema\":{\"type\":\"object\"},\"n\":1.50,\"x\":\"\\u001b[31m\ud83d\ude00\"}";

  private final FakeMcpServer servers = FakeMcpServer.start();
  private final FakeEndpoint server = servers.endpoint("one");

  @AfterEach
  void stop() {
    servers.close();
  }

  private Run verify(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "verify";
    arguments[1] = server.url().toString();
    arguments[2] = "--allow-loopback";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Run.mcp(arguments);
  }

  @Test
  void tableForPeople() {
    server.tools(
        "[{\"name\":\"b\",\"title\":\"Bee\",\"inputSchema\":{}},{\"name\":\"longer\","
            + "\"inputSchema\":{}},{\"name\":\"bad name\",\"inputSchema\":{}}]");
    Run run = verify();
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().map(line -> line.replaceAll("[0-9a-f]{12,}", "HEX")))
        .containsExactly(
            "server     fake 1.0.0",
            "era        stateless",
            "protocol   2026-07-28",
            "transport  streamable-http",
            "auth       none",
            "tools      2, digest sha256:HEX",
            "",
            "NAME    DIGEST               TITLE",
            "b       sha256:HEX  Bee",
            "longer  sha256:HEX",
            "",
            "left out:",
            "  tool bad name has a name that is not 1-128 of A-Z a-z 0-9 _ . -");
  }

  @Test
  void tableObeysNoTerminalSequence() {
    server.tools("[" + HOSTILE.replace("\u001b", "\\u001b") + "]");
    Run run = verify();
    assertThat(run.out()).contains("]0;xgr31m[2J\u00fc\u00dfe");
    assertThat(run.out().codePoints().filter(c -> c != '\n'))
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  @Test
  void jsonIsExactAndNothingButAscii() throws IOException {
    String definition = HOSTILE.replace("\u001b", "\\u001b");
    server.tools("[" + definition + "]");
    Run run = verify("--output", "json");
    assertThat(run.status()).isZero();
    assertThat(run.out().chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
    JsonNode report = JSON.readTree(run.out());
    assertThat(report.at("/tools/0/definition")).isEqualTo(JSON.readTree(definition));
    // Not a number read and written again.
    assertThat(run.out()).contains("\"n\":1.50");
    assertThat(report.at("/tools/0/digest").asText()).startsWith("sha256:");
    assertThat(report.at("/verified").asBoolean()).isTrue();
    assertThat(report.at("/protocolVersion").asText()).isEqualTo("2026-07-28");
  }

  @ParameterizedTest
  @CsvSource({
    "table, not verified: CredentialRequired",
    "json, '\"reason\" : \"CredentialRequired\"'"
  })
  void failureSaysWhyAndWhatToDo(String output, String expected) {
    server.requireToken("right");
    Run run = verify("--output", output);
    assertThat(run.status()).isEqualTo(Mcp.FAILED);
    assertThat(run.out() + run.err()).contains(expected).contains("Add one.");
    assertThat(output.equals("json") ? run.err() : run.out()).isEmpty();
  }

  @Test
  void loopbackIsForbiddenUnlessAllowed() {
    Run run = Run.mcp("verify", server.url().toString());
    assertThat(run.status()).isEqualTo(Mcp.FAILED);
    assertThat(run.err()).contains("DestinationForbidden");
    assertThat(server.requests()).isZero();
  }

  @Test
  void secretsComeFromFiles(@TempDir Path directory) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "right\n");
    Path headers = Files.writeString(directory.resolve("headers"), "\nX-Api-Key: s3cret\n");
    server.requireToken("right");
    Run run =
        verify(
            "--bearer-file",
            token.toString(),
            "--header-file",
            headers.toString(),
            "--header",
            "X-Org:  acme ");
    assertThat(run.status()).isZero();
    assertThat(server.lastHeader("X-Api-Key")).contains("s3cret");
    assertThat(server.lastHeader("X-Org")).contains("acme");
    Files.writeString(token, "wrong");
    Run rejected = verify("--bearer-file", token.toString());
    assertThat(rejected.err()).contains("CredentialRejected");
  }

  @ParameterizedTest
  @CsvSource({
    "--header, 'no-colon'",
    "--header, 'Host: secret'",
    "--header, 'X-A: se\u00fccret'",
    "--bearer-file, /nowhere/secret",
    "--header-file, /nowhere/secret",
    "--ca-file, /nowhere/secret",
    "--transport, carrier-pigeon",
    "--timeout, 0",
    "--timeout, soon",
    "--output, poem",
    "--unknown, x",
  })
  void wrongUse(String option, String value) {
    Run run = verify(option, value);
    assertThat(run.status()).isEqualTo(Mcp.WRONG_USE);
    assertThat(run.err()).contains(option.equals("--header") ? "header" : option);
    assertThat(run.err()).doesNotContain("Exception");
    assertThat(server.requests()).isZero();
  }

  @Test
  void headerGivenTwiceIsWrongUse() {
    Run run = verify("--header", "X-A: secret", "--header", "x-a: secret");
    assertThat(run.status()).isEqualTo(Mcp.WRONG_USE);
    assertThat(run.err()).contains("more than once").doesNotContain("secret");
  }

  @Test
  void namedTransportIsTheOnlyOneTried() {
    assertThat(verify("--transport", "streamable-http").status()).isZero();
    Run run = verify("--transport", "sse");
    assertThat(run.status()).isEqualTo(Mcp.FAILED);
    assertThat(run.err()).contains("not verified");
  }

  @Test
  void timeoutEndsIt() {
    server.behave(new Behaviour.Hang());
    // Enough for a connection, without which it would be no timeout.
    Run run = verify("--timeout", "3");
    assertThat(run.status()).isEqualTo(Mcp.FAILED);
    assertThat(run.err()).contains("not verified: Timeout");
  }
}
