package dev.toolrack.core.golden;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.connector.ConnectorOutcome;
import dev.toolrack.core.connector.ConnectorProbe;
import dev.toolrack.core.connector.ConnectorSnapshot;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.crds.McpIntegrationStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One folder of {@code golden/}: {@code in-*.yaml} is the cluster, with one binding in it; {@code
 * in-later-*.yaml} is what changes after every server was verified; {@code out-*} is what has to
 * come out.
 */
record GoldenCase(Path folder) {
  private static final Path ROOT = Path.of("src/test/resources/golden");
  private static final ObjectWriter YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build()
          .writer();

  static Stream<GoldenCase> all() {
    return list(ROOT).stream().map(GoldenCase::new);
  }

  private static List<Path> list(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files that have to come out, as they are now. */
  SortedMap<String, String> expected() {
    var files = new TreeMap<String, String>();
    list(folder).stream()
        .filter(file -> !file.getFileName().toString().matches("in-.*\\.yaml"))
        .forEach(file -> files.put(file.getFileName().toString(), read(file)));
    return files;
  }

  /** Replaces the files that have to come out. */
  void update() throws IOException {
    for (String stale : expected().keySet()) {
      Files.delete(folder.resolve(stale));
    }
    for (var file : actual().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  World world() {
    World world = World.of("");
    for (Path file : inputs(false)) {
      world = world.with(read(file));
    }
    world = world.verified();
    for (Path file : inputs(true)) {
      world = world.with(read(file));
    }
    return world;
  }

  private List<Path> inputs(boolean later) {
    return list(folder).stream()
        .filter(file -> file.getFileName().toString().matches("in-.*\\.yaml"))
        .filter(file -> file.getFileName().toString().startsWith("in-later-") == later)
        .toList();
  }

  /** What comes out. */
  SortedMap<String, String> actual() {
    World world = world();
    List<String> bindings = world.names("AgentToolBinding");
    if (bindings.size() != 1) {
      throw new IllegalStateException(folder + " needs exactly one binding");
    }
    BindingOutcome outcome = world.binding(bindings.getFirst());
    var files = new TreeMap<String, String>();
    AgentOutputs outputs = outcome.outputs();
    files.put("out-toolset.json", file(outputs, AgentOutputs.TOOLSET_FILE));
    files.put("out-mcp.json", file(outputs, AgentOutputs.CLIENT_FILE));
    files.put("out-secret-keys.txt", secretKeys(outputs));
    files.put("out-status.yaml", status(world, bindings.getFirst(), outcome));
    return files;
  }

  private static String file(AgentOutputs outputs, String name) {
    return outputs.toolset().getOrDefault(name, "");
  }

  /** One line for each key of the Secret: where its value comes from and where it is sent. */
  private static String secretKeys(AgentOutputs outputs) {
    var lines = new ArrayList<String>();
    for (String key : outputs.secretData(key -> "?").keySet()) {
      var source = outputs.credentials().get(key);
      lines.add(
          source == null
              ? key
              : "%s = %s/%s %s, for %s%s"
                  .formatted(
                      key,
                      source.namespace(),
                      source.secret(),
                      source.secretKey(),
                      source.destination(),
                      source.lent() ? ", lent" : ""));
    }
    return String.join("\n", lines) + "\n";
  }

  /** As it is said before its server was asked without an integration. */
  private static McpConnectorStatus connector(McpConnectorSpec spec) {
    ConnectorOutcome outcome =
        ConnectorProbe.outcome(
            new ConnectorSnapshot(spec, 1L, null),
            ConnectorProbe.plan(spec, Lookup.absent()),
            Optional.empty());
    return new McpConnectorStatus(1L, null, null, conditions(1L, outcome.findings()));
  }

  private static String status(World world, String binding, BindingOutcome outcome) {
    var statuses = new LinkedHashMap<String, Object>();
    for (String name : world.names("McpConnector")) {
      statuses.put("McpConnector " + name, connector(world.connectorSpec(name)));
    }
    for (String name : world.names("McpIntegration")) {
      statuses.put("McpIntegration " + name, status(world.integration(name)));
    }
    statuses.put("AgentToolBinding " + binding, status(outcome));
    try {
      return YAML.writeValueAsString(statuses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static McpIntegrationStatus status(IntegrationOutcome outcome) {
    McpIntegrationStatus facts = outcome.facts();
    return facts.withConditions(conditions(facts.observedGeneration(), outcome.findings()));
  }

  private static AgentToolBindingStatus status(BindingOutcome outcome) {
    AgentToolBindingStatus facts = outcome.facts();
    var findings = new ArrayList<>(outcome.findings());
    findings.add(Finding.of(ConditionType.DELIVERED, Reason.DELIVERED));
    return new AgentToolBindingStatus(
        facts.observedGeneration(),
        facts.path(),
        facts.servers(),
        facts.tools(),
        facts.contextBytes(),
        facts.integrations(),
        conditions(facts.observedGeneration(), findings));
  }

  private static List<Condition> conditions(@Nullable Long generation, List<Finding> findings) {
    return Conditions.derive(findings, generation == null ? 0 : generation, List.of(), World.NOON);
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
