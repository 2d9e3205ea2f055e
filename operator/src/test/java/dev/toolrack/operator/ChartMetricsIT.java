package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever the chart's dashboard and alerts ask for is there: every metric, and every label that
 * they select or group by, in what a running operator serves.
 */
class ChartMetricsIT extends OperatorCase {
  private static final Path FILES =
      Path.of(System.getProperty("toolrack.root", ".."), "helm", "toolrack", "files");

  /** Added by Prometheus when it reads. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  private static final Pattern METRIC =
      Pattern.compile("\\b((?:toolrack|operator_sdk|jvm|process|system)_[a-z0-9_]+)(\\{[^}]*})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUPED = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");

  @Test
  void everyQueryFindsSomething(KubernetesClient client, TestNamespace namespace)
      throws IOException {
    Set<String> series = everythingThatIsServed(client, namespace.name());
    var asked = new TreeSet<String>();
    for (String query : queries()) {
      METRIC
          .matcher(query)
          .results()
          .forEach(found -> {
            asked.add(found.group(1));
            assertThat(series).as(query).anyMatch(line -> isOf(line, found.group(1)));
            LABEL
                .matcher(found.group(2) == null ? "" : found.group(2))
                .results()
                .forEach(label -> assertHasLabel(series, found.group(1), label.group(1)));
          });
      GROUPED
          .matcher(query)
          .results()
          .flatMap(found -> Pattern.compile("\\s*,\\s*").splitAsStream(found.group(1).strip()))
          .filter(label -> !OF_PROMETHEUS.contains(label))
          .forEach(label ->
              assertThat(METRIC.matcher(query).results().map(found -> found.group(1)))
                  .as("%s in %s", label, query)
                  .anyMatch(metric -> hasLabel(series, metric, label)));
    }
    assertThat(asked).hasSizeGreaterThan(15);
  }

  private static boolean isOf(String line, String metric) {
    return line.startsWith(metric + "{") || line.startsWith(metric + " ");
  }

  private static void assertHasLabel(Set<String> series, String metric, String label) {
    assertThat(hasLabel(series, metric, label)).as("%s{%s}", metric, label).isTrue();
  }

  private static boolean hasLabel(Set<String> series, String metric, String label) {
    return series.stream()
        .anyMatch(line -> isOf(line, metric) && line.matches(".*[{,]" + label + "=\".*"));
  }

  /** After verifications, writes, and a reconcile that fails because something refuses a write. */
  private Set<String> everythingThatIsServed(KubernetesClient client, String ns) {
    FakeEndpoint server = servers.endpoint("m-" + ns).tools(TWO_TOOLS);
    openServer(ns, "notes", server.url().toString());
    cluster.binding(ns, "bot", "{}");
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:get_note");
    try (var _ = Wall.raise(client, operatorConfig, Wall.Refusing.TOOLSETS)) {
      cluster.binding(ns, "refused", "{}");
      eventually(() -> assertThat(scrape()).contains("operator_sdk_reconciliations_failed_total{"));
    }
    return scrape().lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
  }

  private String scrape() {
    return operator.operator().metrics().scrape();
  }

  private static Set<String> queries() throws IOException {
    var queries = new TreeSet<String>();
    queries(
        new ObjectMapper().readTree(FILES.resolve("dashboards/toolrack.json").toFile()),
        queries::add);
    int ofDashboard = queries.size();
    queries(new YAMLMapper().readTree(FILES.resolve("alerts.yaml").toFile()), queries::add);
    assertThat(ofDashboard).isGreaterThan(10);
    assertThat(queries).hasSizeGreaterThan(ofDashboard + 5);
    return queries;
  }

  /** Every text named expr, wherever it is. */
  private static void queries(JsonNode node, Consumer<String> into) {
    if (node.path("expr").isTextual()) {
      into.accept(node.path("expr").asText());
    }
    node.forEach(child -> queries(child, into));
  }
}
