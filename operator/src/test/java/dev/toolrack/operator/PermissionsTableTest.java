package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The permissions in docs/security.md are those of the chart's files. After a wanted change: {@code
 * -Ddocs.update=true}.
 */
class PermissionsTableTest {
  private static final Path FILE = HealthCheck.ROOT.resolve("docs/security.md");
  private static final String BEGIN =
      "<!-- rbac: of the chart's files, kept by PermissionsTableTest -->\n";
  private static final String END = "<!-- end of rbac -->";

  private static List<JsonNode> roles() {
    return GitOpsManifests.below("helm/toolrack/files/rbac").objects();
  }

  @Test
  void isThatOfTheFiles() throws IOException {
    var table = new StringBuilder("| role | resources | named | verbs |\n|---|---|---|---|\n");
    for (JsonNode role : roles()) {
      for (JsonNode rule : role.path("rules")) {
        table.append(
            "| %s `%s` | %s | %s | %s |%n"
                .formatted(
                    GitOpsManifests.kind(role),
                    GitOpsManifests.name(role),
                    resources(rule),
                    list(rule.path("resourceNames")),
                    list(rule.path("verbs"))));
      }
    }
    String text = HealthCheck.read(FILE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    String wanted = text.substring(0, begin) + table + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(FILE, wanted);
    }
    assertThat(FILE).hasContent(wanted);
  }

  /** What the page says that there is not. */
  @Test
  void nothingIsGrantedThatNobodyShouldHave() {
    for (JsonNode role : roles()) {
      for (JsonNode rule : role.path("rules")) {
        assertThat(texts(rule.path("verbs")))
            .doesNotContain("*", "escalate", "bind", "impersonate");
        assertThat(texts(rule.path("resources")))
            .doesNotContain("*", "pods", "nodes", "serviceaccounts");
        assertThat(texts(rule.path("apiGroups"))).doesNotContain("*", "policy.toolrack.dev");
      }
    }
  }

  /** Whoever is a user of the chart's roles never writes status. */
  @Test
  void usersDoNotWriteStatus() {
    for (String user : List.of("toolrack-view", "toolrack-edit")) {
      assertThat(new GitOpsManifests(roles()).named(user).path("rules"))
          .isNotEmpty()
          .allSatisfy(rule ->
              assertThat(texts(rule.path("resources")))
                  .containsExactly("mcpconnectors", "mcpintegrations", "agenttoolbindings"));
    }
  }

  private static String resources(JsonNode rule) {
    String group = String.join(", ", texts(rule.path("apiGroups")));
    String resources = list(rule.path("resources"));
    return group.isEmpty() ? resources : resources + " of " + group;
  }

  private static String list(JsonNode array) {
    return texts(array).stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
