package dev.toolrack.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.cli.Run;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.Surroundings;
import dev.toolrack.cli.lint.TextLint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
  private static final Path FILES = Path.of("src/test/resources/server-json");

  private static Run imported(String json, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "import";
    arguments[1] = "-";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Run.toolrack(
        new Surroundings(
            false, Map.of(), new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))),
        arguments);
  }

  private static String remote(String remote) {
    return "{'name':'com.example/x','description':'d','version':'1.0','remotes':[%s]}"
        .formatted(remote)
        .replace('\'', '"');
  }

  /** Each file beside what is made of it. */
  @ParameterizedTest
  @ValueSource(strings = {"2025-12-11", "2025-09-29", "2025-07-09"})
  void revisions(String revision) throws IOException {
    Run run = Run.toolrack("import", FILES.resolve(revision + ".json").toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(Files.readString(FILES.resolve(revision + ".yaml")));
    assertThat(run.status()).isEqualTo(ExitCode.DONE);
    // The integration that is suggested is one, once values are filled in.
    String hint =
        run.out()
            .lines()
            .filter(line -> line.matches("# *(\\S+:.*|- \\{.*|---)"))
            .filter(line -> !line.matches("# (Note|An|The) .*|# Note:.*"))
            .map(line -> line.substring(2).replace("\"\"", "x"))
            .reduce("", (a, b) -> a + b + "\n");
    assertThat(hint).contains("kind: McpIntegration");
    assertThat(TextLint.problems(hint)).isEmpty();
  }

  @Test
  void nameAndNamespace() {
    String json = remote("{'type':'sse','url':'https://x.example.com/'}");
    assertThat(imported(json, "--name", "mine", "-n", "acme").out())
        .contains("  name: mine\n  namespace: acme\n", "connectorRef: {name: mine}");
    Run bad = imported(json, "--name", "Not_A_Name");
    assertThat(bad.status()).isEqualTo(ExitCode.BAD_NEWS);
    assertThat(bad.err()).startsWith("refused: metadata.name: lower-case letters");
    assertThat(imported(json.replace("com.example/x", "com.example/12")).err())
        .isEqualTo("refused: its name has no letter to begin with; choose one with --name\n");
    String longName = "com.example/a-very-long-name-of-a-server_that.goes-on";
    assertThat(imported(json.replace("com.example/x", longName)).out())
        .contains("  name: a-very-long-name-of-a-server-tha\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'sse','url':'http://x.example.com/'} | must begin with https://",
        "{'type':'sse','url':'{base}/mcp','variables':{'base':{}}} | must begin with https://",
        "{'type':'sse','url':'https://x.example.com/{key}','variables':{'key':{'isSecret':true}}} | has the secret {key}",
        "{'type':'sse','url':'https://{key}.x.example.com/','variables':{'key':{'isSecret':true}}} | has the secret {key}",
        "{'type':'sse','url':'https://x.example.com/{a}','variables':{'a':{'value':'{b}','variables':{'b':{'isSecret':true}}}}} | has the secret {b}",
        "{'type':'sse','url':'https://x.example.com/{key}'} | has {key}, which it does not declare",
        "{'type':'sse','url':'https://x.example.com/{a}','variables':{'a':{'default':'x','choices':['y']}}} | its default is none of its choices",
        "{'type':'sse','url':'https://x.example.com/{a}','variables':{'a':{'format':'filepath'}}} | a path of a file",
        "{'type':'sse','url':'https://x.example.com/{aB}/{a_b}','variables':{'aB':{},'a_b':{}}} | two variables would both be called a_b",
        "{'type':'sse','url':'https://{a}/mcp','variables':{'a':{}}} | a variable in the host is one whole label",
        "{'type':'sse','url':'https://user@x.example.com/'} | without user",
        "{'type':'sse','url':'https://x.example.com/','headers':[{'name':'Mcp-Session-Id','value':'1'}]} | header Mcp-Session-Id",
        "{'type':'sse','url':'https://x.example.com/','headers':[{'name':'A','value':'1'},{'name':'a','value':'2'}]} | header a is there twice",
        "{'type':'sse','url':'https://x.example.com/','headers':[{'name':'A','value':'$HOME'}]} | printable ASCII without '$'",
        "{'type':'carrier-pigeon','url':'https://x.example.com/'} | no remote of type streamable-http or sse",
      })
  void refusals(String remote, String reason) {
    Run run = imported(remote(remote));
    assertThat(run.err()).startsWith("refused: ").contains(reason);
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(ExitCode.BAD_NEWS);
  }

  @Test
  void packagesAreRefusedWithTheReason() {
    Run run =
        imported(
            "{\"name\":\"com.example/x\",\"description\":\"d\",\"version\":\"1.0\",\"packages\":[{\"registryType\":\"npm\",\"identifier\":\"@example/x\"},{\"registry_type\":\"oci\",\"identifier\":\"example/x\"}]}");
    assertThat(run.err())
        .isEqualTo(
            "refused: it has no remote, only packages to be run (npm @example/x, oci example/x); run it somewhere and declare its URL in an McpConnector\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "^1.0.0", "1.x", "1.*", ">=2", "", "1.0 - 2.0"})
  void onlyOneVersion(String version) {
    Run run =
        imported(remote("{'type':'sse','url':'https://x.example.com/'}").replace("1.0", version));
    assertThat(run.err()).startsWith("refused: its version must be one version and no range");
  }

  @Test
  void deletedOnesAreRefused() {
    String json = remote("{'type':'sse','url':'https://x.example.com/'}");
    assertThat(
            imported(
                    "{\"server\":%s,\"_meta\":{\"io.modelcontextprotocol.registry/official\":{\"status\":\"deleted\"}}}"
                        .formatted(json))
                .err())
        .contains("deleted it from the registry");
  }

  /** A publisher's texts mean nothing: neither YAML nor a terminal obeys them. */
  @Test
  void textsOfPublishersAreCleaned() {
    String json =
        remote("{'type':'sse','url':'https://x.example.com/'}")
            .replace(
                "\"d\"",
                "\"x\\nspec: {trust: Trusted} # \\u001b[31m\\u202e" + "y".repeat(2000) + "\"");
    Run run = imported(json);
    assertThat(run.status()).isZero();
    assertThat(run.out()).doesNotContain("\u001b", "\u202e", "\n  trust");
    assertThat(run.out().codePoints().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
  }

  /** A secret that somebody published is not repeated. */
  @Test
  void publishedSecretsAreNotRepeated() {
    Run run =
        imported(
            remote(
                "{'type':'sse','url':'https://x.example.com/','headers':[{'name':'X-Key','isSecret':true,'value':'hunter2'},{'name':'Authorization','value':'Basic hunter2'}]}"));
    assertThat(run.out()).doesNotContain("hunter2").contains("the one in server.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{\"servers\":[]}",
        "{\"name\":\"no-slash\"}"
      })
  void noServerJson(String text) {
    Run run = imported(text);
    assertThat(run.status()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err()).startsWith("error: this is ").doesNotContain("Exception");
  }

  @Test
  void filesThatCannotBeRead() {
    Run run = Run.toolrack("import", "/nowhere/server.json");
    assertThat(run.err())
        .isEqualTo("error: /nowhere/server.json cannot be read; name an existing file\n");
    assertThat(imported(" ".repeat(1024 * 1024 + 1)).err()).contains("larger than 1 MiB");
  }
}
