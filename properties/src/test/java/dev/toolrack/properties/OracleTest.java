package dev.toolrack.properties;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Clusters;
import dev.toolrack.properties.oracle.Oracle;
import dev.toolrack.properties.oracle.Oracle.Server;
import dev.toolrack.properties.oracle.Oracle.Toolset;
import dev.toolrack.properties.oracle.Oracle.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** The code decides as the text reads. */
class OracleTest {

  @Provide
  Arbitrary<Cluster> clusters() {
    return Clusters.any().map(Clusters::linked);
  }

  @Provide
  Arbitrary<Cluster> policies() {
    return Clusters.ofPolicies();
  }

  @Tag("verdict-1")
  @Tag("verdict-2")
  @Tag("verdict-3")
  @Tag("verdict-4")
  @Tag("verdict-5")
  @Tag("verdict-6")
  @Tag("verdict-7")
  @Tag("rule-1")
  @Tag("rule-2")
  @Tag("rule-3")
  @Tag("rule-4")
  @Tag("rule-5")
  @Tag("rule-6")
  @Tag("rule-7")
  @Tag("class-11")
  @Tag("class-12")
  @Property(seed = "2")
  void everyVerdictIsWhatTheTextSays(@ForAll("policies") Cluster cluster) {
    everyAgentGetsWhatTheTextSays(cluster);
  }

  @Tag("get-5")
  @Tag("get-7")
  @Tag("get-8")
  @Tag("get-9")
  @Tag("get-10")
  @Tag("get-11")
  @Tag("get-12")
  @Tag("get-13")
  @Tag("get-14")
  @Tag("get-15")
  @Tag("get-16")
  @Tag("get-17")
  @Tag("get-19")
  @Tag("get-20")
  @Tag("scope-1")
  @Tag("scope-4")
  @Tag("scope-6")
  @Tag("scope-7")
  @Tag("scope-17")
  @Property(seed = "1")
  void everyAgentGetsWhatTheTextSays(@ForAll("clusters") Cluster cluster) {
    var operator = new Operator(cluster);
    var oracle = new Oracle(cluster);
    for (Bot bot : cluster.bots()) {
      BindingOutcome outcome = operator.decide(bot);
      Toolset expected = oracle.toolset(bot);
      var unavailable = new TreeMap<String, String>();
      for (JsonNode entry : unavailable(outcome)) {
        unavailable.put(entry.path("name").asText(), entry.path("integration").asText());
      }
      assertThat(unavailable).as(bot.ref()).isEqualTo(expected.unavailable());
      assertThat(outcome.outputs().servers().stream().map(ServerPart::name))
          .as(bot.ref())
          .containsExactlyElementsOf(expected.servers().keySet());
      for (ServerPart server : outcome.outputs().servers()) {
        agree(server, requireNonNull(expected.servers().get(server.name())));
      }
      long secrets = expected.servers().values().stream().filter(Server::secret).count();
      assertThat(outcome.outputs().credentials()).hasSize((int) secrets);
    }
  }

  private static void agree(ServerPart server, Server expected) {
    assertThat(server.integration()).isEqualTo(expected.integration());
    assertThat(server.tools().stream().map(ToolPart::name))
        .containsExactlyInAnyOrderElementsOf(expected.tools().keySet());
    for (ToolPart tool : server.tools()) {
      Verdict verdict = requireNonNull(expected.tools().get(tool.name()));
      assertThat(tool.access()).as(tool.name()).isEqualTo(verdict.access());
      assertThat(tool.approval()).as(tool.name()).isEqualTo(verdict.approval());
      assertThat(tool.decidedBy()).as(tool.name()).startsWith(verdict.by());
    }
  }

  private static JsonNode unavailable(BindingOutcome outcome) {
    try {
      String file = outcome.outputs().toolset().get(AgentOutputs.TOOLSET_FILE);
      return Specs.JSON.readTree(file).path("unavailable");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
