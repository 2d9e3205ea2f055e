package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.policy.ToolPolicy;
import dev.toolrack.core.policy.ToolTraits;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.Seed;
import dev.toolrack.crds.ToolRule;
import dev.toolrack.crds.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The catalog of the chart toolrack-connectors: what its guardrails do, and that values, schema and
 * docs/connectors.md say the same. The table is written with {@code -Ddocs.update=true}.
 */
class ReadyMadeConnectorsTest {
  private static final Path DOCUMENT = HealthCheck.ROOT.resolve("docs/connectors.md");
  private static final String BEGIN =
      "<!-- connectors: of the chart, kept by ReadyMadeConnectorsTest -->\n";
  private static final String END = "<!-- end of connectors -->";

  /** A line of the table of guardrails. */
  record Guarded(String connector, String tool, String expected) {}

  static Stream<Guarded> guarded() {
    return HealthCheck.read(
            HealthCheck.ROOT.resolve("operator/src/test/resources/connectors/guardrails.tsv"))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(fields -> new Guarded(fields[0], fields[1], fields[2]));
  }

  static List<ReadyMadeConnector> connectors() {
    return ReadyMadeConnector.all();
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void guardrailsHoldForTheMostGenerousIntegration(Guarded line) {
    assertThat(left(verdict(line))).isEqualTo(line.expected());
  }

  /** A rule that no line of the table shows could be any rule. */
  @ParameterizedTest
  @MethodSource("connectors")
  void everyGuardrailIsShownAndEveryConnectorLeavesSomething(ReadyMadeConnector connector) {
    List<Verdict> verdicts =
        guarded()
            .filter(line -> line.connector().equals(connector.name()))
            .map(ReadyMadeConnectorsTest::verdict)
            .toList();
    assertThat(verdicts).extracting(ReadyMadeConnectorsTest::left).contains("free");
    for (JsonNode rule : connector.entry().path("rules")) {
      assertThat(verdicts)
          .as(rule.path("name").asText())
          .anyMatch(verdict -> verdict.decidedBy().endsWith("rule " + rule.path("name").asText()));
    }
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void guardrailsTightenAndSayWhy(ReadyMadeConnector connector) {
    assertThat(guardrails(connector).unreachable()).isEmpty();
    assertThat(guardrails(connector).notUnderstood()).isEmpty();
    for (JsonNode rule : connector.entry().path("rules")) {
      assertThat(rule.path("reason").asText()).as("%s", rule).isNotEmpty();
      assertThat(rule.path("enabled").asText("false")).isEqualTo("false");
      assertThat(rule.path("approval").asText("Ask")).isEqualTo("Ask");
    }
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void everyConnectorSaysWhereItIsDocumented(ReadyMadeConnector connector) {
    assertThat(connector.text("/url")).startsWith("https://");
    assertThat(URI.create(connector.text("/documentation/url"))).hasScheme("https");
    assertThat(connector.text("/documentation/seen")).matches("20\\d\\d-\\d\\d");
    assertThat(connector.text("/description")).isNotEmpty().doesNotEndWith(".");
  }

  @Test
  void valuesAndSchemaNameTheSameConnectors() {
    JsonNode values = HealthCheck.yaml(ReadyMadeConnector.CHART.resolve("values.yaml"));
    JsonNode schema = HealthCheck.yaml(ReadyMadeConnector.CHART.resolve("values.schema.json"));
    var names = connectors().stream().map(ReadyMadeConnector::name).toList();
    assertThat(names).isSorted();
    assertThat(values.path("connectors").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(names);
    assertThat(values.path("connectors"))
        .allSatisfy(own -> assertThat(own.path("enabled").asBoolean(true)).isFalse());
    assertThat(schema.at("/properties/connectors/properties").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(names);
  }

  @Test
  void theDocumentShowsTheCatalog() throws IOException {
    var table = new StringBuilder();
    table.append("| name | what | address | authentication today | guardrails | documented |\n");
    table.append("|---|---|---|---|---|---|\n");
    connectors().forEach(connector -> table.append(connector.row()));
    String text = HealthCheck.read(DOCUMENT);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    String wanted = text.substring(0, begin) + table + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOCUMENT, wanted);
    }
    assertThat(DOCUMENT).hasContent(wanted);
  }

  private static Verdict verdict(Guarded line) {
    ReadyMadeConnector connector =
        connectors().stream()
            .filter(c -> c.name().equals(line.connector()))
            .findFirst()
            .orElseThrow();
    var generous = RuleList.ofIntegration("generous", List.of(rule("{name: all, approval: Auto}")));
    return new ToolPolicy(guardrails(connector), generous, Seed.VERBS, Trust.UNTRUSTED)
        .verdict(ToolTraits.named(line.tool()));
  }

  private static String left(Verdict verdict) {
    if (!verdict.enabled()) {
      return "off";
    }
    return verdict.approval() == Approval.ASK ? "asks" : "free";
  }

  private static RuleList guardrails(ReadyMadeConnector connector) {
    var rules = new ArrayList<ToolRule>();
    StreamSupport.stream(connector.entry().path("rules").spliterator(), false)
        .forEach(rule -> rules.add(rule(rule.toString())));
    return RuleList.ofConnector(connector.name(), rules);
  }

  private static ToolRule rule(String yaml) {
    try {
      return HealthCheck.YAML.readValue(yaml, ToolRule.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
