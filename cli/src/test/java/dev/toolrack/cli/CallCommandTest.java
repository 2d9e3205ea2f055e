package dev.toolrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallCommandTest {
  private final FakeMcpServer servers = FakeMcpServer.start();
  private final FakeEndpoint server = servers.endpoint("one");

  @AfterEach
  void stop() {
    servers.close();
  }

  private Run call(String tool, String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "call";
    arguments[1] = server.url().toString();
    arguments[2] = tool;
    arguments[3] = "--allow-loopback";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Run.mcp(arguments);
  }

  @Test
  void answersTextIsShownCleaned() {
    Run run = call("echo", "--arguments", "{\"say\":\"h\u202ei\\u001b[2J\"}");
    assertThat(run).isEqualTo(new Run(0, "{\"say\":\"hi\\u001B[2J\"}\n", ""));
    assertThat(server.lastHeader("Mcp-Name")).contains("echo");
  }

  @Test
  void jsonIsTheWholeResult() {
    Run run = call("echo", "--arguments", "{\"n\":1.50}", "--output", "json");
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("{\"content\":").contains("\"resultType\":\"complete\"");
    assertThat(server.lastBody()).contains("{\"n\":1.50}");
  }

  @Test
  void argumentsMayComeFromAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("a"), " {\"from\":\"file\"}\n");
    assertThat(call("echo", "--arguments-file", file.toString()).out())
        .isEqualTo("{\"from\":\"file\"}\n");
  }

  @Test
  void whatTheServerDoesNotHaveIsWrongUse() {
    server.tools(
        "[{\"name\":\"twice\",\"inputSchema\":{}},{\"name\":\"twice\",\"inputSchema\":{}}]");
    Run unknown = call("echo");
    assertThat(unknown.status()).isEqualTo(Mcp.WRONG_USE);
    assertThat(unknown.err()).contains("no tool of that name");
    Run leftOut = call("twice");
    assertThat(leftOut.status()).isEqualTo(Mcp.WRONG_USE);
    assertThat(leftOut.err()).contains("left out: tool twice has the name of another tool");
    assertThat(server.lastBody()).doesNotContain("tools/call");
  }

  @Test
  void argumentsMustBeAnObject() {
    Run run = call("echo", "--arguments", "[\"secret\"]");
    assertThat(run.status()).isEqualTo(Mcp.WRONG_USE);
    assertThat(run.err()).contains("must be JSON objects").doesNotContain("secret");
  }

  @Test
  void serverThatIsNotVerifiedIsNotCalled() {
    server.requireToken("right");
    Run run = call("echo");
    assertThat(run.status()).isEqualTo(Mcp.FAILED);
    assertThat(run.err()).contains("not verified: CredentialRequired");
  }

  @Test
  void onlyTextsAreShown() {
    assertThat(
            CallTexts.of(
                "{\"content\":[{\"type\":\"text\",\"text\":\"a\\n  b\\u0007\"},"
                    + "{\"type\":\"image\",\"data\":\"QQ==\"},7,{\"text\":\"none\"}],\"x\":[1]}"))
        .isEqualTo(List.of("a", "  b", "(image; see --output json)", "(; see --output json)"));
    assertThat(CallTexts.of("{}")).isEqualTo(List.of("(no texts; see --output json)"));
  }
}
