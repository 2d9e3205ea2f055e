package dev.toolrack.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.cli.Run;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options for tokens that make no sense, or none together. */
class TokenOptionsTest {
  private static final int WRONG_USE = 2;
  private static final String CANARY = "canary-5ecret";

  private final FakeMcpServer servers = FakeMcpServer.start();
  private final FakeEndpoint server = servers.endpoint("one");
  private @TempDir Path directory = Path.of("");

  @BeforeEach
  void files() throws IOException {
    Files.writeString(directory.resolve("secret"), CANARY + "\n");
    Files.writeString(directory.resolve("empty"), "\n");
    Files.writeString(directory.resolve("jwt"), "eyJ.eyJ.c2ln\n");
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  private Run verify(String options) {
    List<String> all = new ArrayList<>(List.of("verify", server.url().toString()));
    all.add("--allow-loopback");
    for (String option : options.split(" ", -1)) {
      boolean file = List.of("secret", "empty", "jwt").contains(option);
      all.add(file ? directory.resolve(option).toString() : option);
    }
    return Run.mcp(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --oauth-client c | --oauth-...: say how to get a token
          --oauth-issuer https://as.example | --oauth-...: say how to get a token
          --oauth-scope a | --oauth-...: say how to get a token
          --oauth-resource omit | --oauth-...: say how to get a token
          --no-browser | --no-browser: only with --oauth-login
          --login-port 1 | --login-port: only with --oauth-login
          --login-timeout 1 | --login-timeout: only with --oauth-login
          --oauth-client-metadata https://c.example/c | --oauth-client-metadata: only with --oauth-login
          --oauth-idp https://idp.example | --oauth-idp: only with --oauth-id-token-file
          --oauth-idp-client c | --oauth-idp-client: only with --oauth-id-token-file
          --oauth-idp-secret-file secret | --oauth-idp-secret-file: only with --oauth-id-token-file
          --oauth-secret-file secret | --oauth-client: is needed with a secret
          --oauth-key-file secret | --oauth-client: is needed with a secret
          --oauth-assertion-file jwt | --oauth-client: is needed with a secret
          --oauth-client c --oauth-secret-file secret | --oauth-issuer: is needed with a secret
          --oauth-login --oauth-client c --oauth-secret-file secret | --oauth-issuer: is needed
          --oauth-login --oauth-client c --oauth-client-metadata https://c.example/c | only one of them
          --oauth-login --oauth-assertion-file jwt | only one of them
          --oauth-secret-file secret --oauth-key-file secret | only one of them
          --oauth-id-token-file jwt | --oauth-idp: is needed with --oauth-id-token-file
          --oauth-id-token-file jwt --oauth-idp https://idp.example | --oauth-idp-client: is needed
          --oauth-login --login-port 65536 | --login-port: a port
          --oauth-login --login-port -1 | --login-port: a port
          --oauth-login --login-timeout 0 | --login-timeout: at least 1 second
          --oauth-login --oauth-client-metadata http://c.example/c | --oauth-client-metadata: an https URL
          --oauth-login --oauth-client-metadata https://c.example | --oauth-client-metadata: an https URL
          --oauth-login --oauth-issuer as.example | --oauth-issuer: an issuer's URL
          --oauth-login --oauth-issuer https://as.example?x | --oauth-issuer: an issuer's URL
          --oauth-login --oauth-scope a"b | --oauth-scope: one scope at a time
          --oauth-login --oauth-resource some | --oauth-resource: auto, omit or an absolute URI
          --oauth-login --oauth-resource https://a.example/#x | --oauth-resource: auto, omit or
          --oauth-login --bearer-file secret | not together with a given token
          """)
  void wrongUse(String options, String message) {
    Run run = verify(options);
    assertThat(run.status()).isEqualTo(WRONG_USE);
    assertThat(run.err()).contains(message).doesNotContain(CANARY, "Exception");
    assertThat(run.out()).isEmpty();
    assertThat(server.requests()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --oauth-secret-file empty | --oauth-secret-file: the file is empty
          --oauth-secret-file /nowhere | --oauth-secret-file: the file cannot be read
          --oauth-key-file empty | --oauth-key-file: the file is empty
          --oauth-assertion-file secret | --oauth-assertion-file: the file holds no signed JWT
          """)
  void unfitFiles(String option, String message) {
    Run run = verify("--oauth-client c --oauth-issuer https://as.example " + option);
    assertThat(run.status()).isEqualTo(WRONG_USE);
    assertThat(run.err().strip()).isEqualTo(message);
  }

  @Test
  void optionsDoNothingWhereNoTokenIsWanted() {
    Run run = verify("--oauth-login --no-browser");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Linux, xdg-open", "Mac OS X, open", "Windows 11, rundll32"})
  void browserOfEachSystem(String system, String program) {
    URI page = URI.create("https://as.example/a?state=x&y=$(z)");
    assertThat(Browser.command(system, page)).startsWith(program).endsWith(page.toString());
  }
}
