package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.naming.Alias;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpIntegration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a binding says of servers, against itself and the integrations that are in the files. */
final class BindingCheck {
  private static final String SERVERS = "/spec/servers";

  private final FileCluster files;
  private final Cluster cluster;

  BindingCheck(FileCluster files) {
    this.files = files;
    this.cluster = files.cluster();
  }

  List<Problem> of(Manifest binding) {
    Set<String> excluded = new HashSet<>();
    binding.node().at("/spec/exclude").forEach(alias -> excluded.add(alias.asText()));
    List<Problem> problems = new ArrayList<>();
    JsonNode servers = binding.node().at(SERVERS);
    for (int i = 0; i < servers.size(); i++) {
      String alias = servers.get(i).path("alias").asText();
      String at = Pointers.item(SERVERS, i);
      if (excluded.contains(alias)) {
        boolean required = servers.get(i).path("required").asBoolean();
        problems.add(
            binding.problem(
                at,
                required ? Severity.ERROR : Severity.WARNING,
                Reason.NOT_FOUND.wire(),
                "server %s is listed and excluded: remove it from spec.exclude or from spec.servers"
                    .formatted(alias)));
      }
      if (servers.get(i).has("integration")) {
        pinned(binding, at, alias, servers.get(i).path("integration").asText(), problems);
      }
    }
    return problems;
  }

  private void pinned(
      Manifest binding, String at, String alias, String pin, List<Problem> problems) {
    McpIntegration integration = cluster.integrations().get(ObjectName.parse(pin));
    if (integration == null) {
      return;
    }
    Alias effective =
        Alias.effective(integration.getMetadata().getName(), integration.getSpec().alias());
    if (!(effective instanceof Alias.Valid(String held) && held.equals(alias))) {
      problems.add(
          binding.problem(
              at,
              Severity.ERROR,
              Reason.PINNED_OTHER.wire(),
              "integration %s does not have the alias %s; correct alias or integration"
                  .formatted(pin, alias)));
    } else if (!reaches(integration, binding)) {
      problems.add(
          binding.problem(
              at,
              Severity.ERROR,
              Reason.NOT_FOUND.wire(),
              "integration %s does not reach this agent; widen its spec.access, or the labels of its namespace"
                  .formatted(pin)));
    }
  }

  /** Whether it does, or it cannot be told because labels are not in the files. */
  private boolean reaches(McpIntegration integration, Manifest binding) {
    String home = integration.getMetadata().getNamespace();
    boolean told =
        home.equals(binding.namespace()) || (files.knows(home) && files.knows(binding.namespace()));
    return !told || reach(integration, home).admits(agent(binding));
  }

  private Reach reach(McpIntegration integration, String home) {
    return Reach.of(scope(home), integration.getSpec().access(), CrossNamespace.ON);
  }

  private Agent agent(Manifest binding) {
    return new Agent(
        binding.name(),
        binding.namespace(),
        scope(binding.namespace()).belonging(),
        labels(binding.namespace()));
  }

  private NamespaceScope scope(String namespace) {
    return NamespaceScope.of(namespace, labels(namespace));
  }

  private Map<String, String> labels(String namespace) {
    return cluster.namespaces().getOrDefault(namespace, Map.of());
  }
}
