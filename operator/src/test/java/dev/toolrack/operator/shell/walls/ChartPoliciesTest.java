package dev.toolrack.operator.shell.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The chart installs what the operator watches, and lets it watch that. */
class ChartPoliciesTest {
  private static final Path CHART =
      Path.of(System.getProperty("toolrack.root", ".."), "helm", "toolrack");
  private static final Pattern INCLUDED =
      Pattern.compile(
          "include \"toolrack.policy\" \\(list \"(\\w+)\" (\\(dict [^)]*\\)|dict) \\.\\)");
  private static final Pattern KEY = Pattern.compile("\"(\\w+)\" [.$]");

  @Test
  void everyFileIsInstalledWithTheValuesThatItHas() throws IOException {
    Map<String, Set<String>> installed = new TreeMap<>();
    INCLUDED
        .matcher(Files.readString(CHART.resolve("templates/policies.yaml")))
        .results()
        .forEach(found -> installed.put(found.group(1) + ".yaml", keys(found.group(2))));
    assertThat(installed.keySet()).isEqualTo(files());
    for (Wall wall : Wall.values()) {
      assertThat(installed.get(wall.policy().replaceFirst("[.].*", ".yaml")))
          .isEqualTo(wall.chartValues());
    }
  }

  @Test
  void theOperatorMayWatchThem() throws IOException {
    JsonNode rules =
        new ObjectMapper(new YAMLFactory())
            .readTree(CHART.resolve("files/rbac/operator.yaml").toFile())
            .path("rules");
    var names = new TreeSet<String>();
    for (JsonNode rule : rules) {
      if (rule.path("apiGroups").path(0).asText().equals("admissionregistration.k8s.io")) {
        assertThat(rule.path("verbs"))
            .extracting(JsonNode::asText)
            .containsExactly("list", "watch");
        rule.path("resourceNames").forEach(name -> names.add(name.asText()));
      }
    }
    List<String> watched = Arrays.stream(Wall.values()).map(Wall::policy).toList();
    assertThat(names).containsExactlyInAnyOrderElementsOf(watched);
  }

  private static Set<String> keys(String dict) {
    return KEY.matcher(dict).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  private static Set<String> files() throws IOException {
    try (var files = Files.list(CHART.resolve("files/policies"))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
