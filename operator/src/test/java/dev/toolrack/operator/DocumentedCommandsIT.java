package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands in blocks of {@code bash} on the pages for people on duty do what they are there
 * for, in a cluster that has the objects of the pages' examples.
 */
class DocumentedCommandsIT extends OperatorCase {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\n(.*?)^```");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private static final List<String> NAMESPACES =
      List.of("acme", "acme-payments", "toolrack-quickstart");

  private KubectlToolrack plugin;
  private Program shell;

  /** One command of one page. */
  record Command(String page, String line) {
    boolean isOfPlugin() {
      return line.startsWith("kubectl toolrack ");
    }

    List<String> words(int without) {
      var words = new ArrayList<String>();
      Matcher found = WORD.matcher(line);
      while (found.find()) {
        words.add(
            found.group(1) != null
                ? found.group(1)
                : found.group(2) != null ? found.group(2) : found.group(3));
      }
      return words.subList(without, words.size());
    }

    @Override
    public String toString() {
      return page + ": " + line;
    }
  }

  static Stream<Command> commands() {
    return Stream.of("troubleshooting.md", "operations.md", "install.md", "upgrade.md")
        .flatMap(DocumentedCommandsIT::commands);
  }

  private static Stream<Command> commands(String page) {
    return BLOCK
        .matcher(HealthCheck.read(HealthCheck.ROOT.resolve("docs").resolve(page)))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> new Command(page, line));
  }

  /** What the pages' examples are about. */
  @BeforeAll
  void declare(ControlPlane api) {
    plugin = new KubectlToolrack(api.kubeconfigFile());
    shell =
        new Program(
            List.of(
                "env",
                "KUBECONFIG=" + api.kubeconfigFile(),
                "PATH=" + Provisioned.locate().binary("kubectl").getParent() + ":/usr/bin:/bin",
                "bash",
                "-c"));
    cluster.gone(NAMESPACES);
    FakeEndpoint github = servers.endpoint("documented").tools(TWO_TOOLS);
    cluster.namespace("acme", "org=acme,provides=Org");
    cluster.namespace("acme-payments", "org=acme,team=payments");
    cluster.namespace("toolrack", "");
    cluster.secret("acme", "github-token", "canary-token-t", "Scope", github.url().toString());
    cluster.connector("acme", "github", "server: {url: \"%s\"}".formatted(github.url()));
    cluster.integration(
        "acme",
        "github",
        """
        connectorRef: {name: github}
        access: {from: Scope}
        credentials: {bearer: {secretKeyRef: {name: github-token, key: token}}}
        tools: {onChange: Hold}
        """);
    cluster.binding("acme-payments", "support-bot", "exclude: [other]");
    cluster.eventuallyTools(
        "acme-payments", "support-bot", "github:create_note", "github:get_note");
    eventuallyGithubIs("Connected/");
  }

  private void eventuallyGithubIs(String state) {
    eventually(() -> assertThat(cluster.integrationState("acme", "github")).startsWith(state));
  }

  @AfterAll
  void clean() {
    NAMESPACES.forEach(name -> cluster.client().namespaces().withName(name).delete());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void works(Command command) {
    assertThat(command.line()).startsWith("kubectl ");
    if (command.isOfPlugin()) {
      var answer = plugin.run(command.words(2).toArray(String[]::new));
      // 1 is an answer too: something is held, or missing.
      assertThat(answer.status()).as(answer.err()).isLessThan(2);
      assertThat(answer.out()).isNotBlank();
      return;
    }
    String line =
        command
            .line()
            .replace(" examples/", " " + HealthCheck.ROOT.toAbsolutePath() + "/examples/");
    var answer = shell.run(line);
    assertThat(answer.status()).as(answer.err() + answer.out()).isZero();
    assertThat(answer.err()).doesNotContain("error", "No resources found");
    if (line.startsWith("kubectl patch mcpc github ")) {
      // What follows on the page is about what came of it.
      eventuallyGithubIs(line.contains("\"enabled\":false") ? "Disabled/" : "Connected/");
    }
  }
}
