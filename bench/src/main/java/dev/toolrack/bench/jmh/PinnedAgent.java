package dev.toolrack.bench.jmh;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.binding.IntegrationInReach;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.policy.Decision;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.core.view.ServedTool;
import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An agent of a team, with integrations that the organisation provides: each with a key, and with
 * tools of which every fourth one writes. The binding has two rules of its own. The same in every
 * run.
 */
public final class PinnedAgent {
  private static final String ORG = "acme";
  private static final String PLACE = "acme-support";
  private static final String SPEC =
      """
      spec:
        tools:
          rules:
          - {name: ask, match: {access: Write}, approval: Ask}
          - {name: off, match: {names: ["*_3"]}, enabled: false}
      """;

  private PinnedAgent() {}

  /** Everything that is known when it is decided. */
  public static BindingSnapshot snapshot(int integrations, int tools) {
    NamespaceScope place =
        NamespaceScope.of(PLACE, Map.of(Api.ORG_LABEL, ORG, Api.TEAM_LABEL, "support"));
    return new BindingSnapshot(
        1,
        Serialization.unmarshal(SPEC, AgentToolBinding.class).getSpec(),
        Lookup.found(new Agent("bot", PLACE, place.belonging(), Map.of())),
        IntStream.range(0, integrations).mapToObj(i -> integration(i, tools)).toList(),
        CrossNamespace.ON,
        Map.of());
  }

  /** What is decided. */
  public static BindingOutcome outcome(int integrations, int tools) {
    return BindingResolver.resolve(snapshot(integrations, tools)).orElseThrow();
  }

  private static IntegrationInReach integration(int number, int tools) {
    String name = "server-" + number;
    var declared =
        Serialization.unmarshal(
            """
            spec:
              connectorRef: {name: %1$s}
              access: {from: Scope}
              credentials: {bearer: {secretKeyRef: {name: %1$s, key: token}}}
            """
                .formatted(name),
            McpIntegration.class);
    return new IntegrationInReach(
        new IntegrationRef(ORG, name),
        1,
        declared.getSpec(),
        NamespaceScope.of(ORG, Map.of(Api.ORG_LABEL, ORG, Api.PROVIDES_LABEL, "Org")),
        Lookup.found(
            new IntegrationView(
                "uid-" + number, 1, true, new Availability.Available(server(name, tools)))),
        true);
  }

  private static ServedServer server(String name, int tools) {
    return new ServedServer(
        name,
        "The server " + name,
        HttpUrl.parse("https://%s.example.com/mcp".formatted(name)).orElseThrow(),
        "streamable-http",
        "2025-11-25",
        new TreeMap<>(Map.of("X-Client", "toolrack")),
        List.of(
            new CredentialSlot(
                "Authorization", true, name, "token", "uid", "1", CredentialReach.SCOPE)),
        false,
        IntStream.range(0, tools).mapToObj(PinnedAgent::tool).toList());
  }

  private static ServedTool tool(int number) {
    boolean writes = number % 4 == 0;
    return new ServedTool(
        (writes ? "create_thing_" : "get_thing_") + number,
        "What thing " + number + " is for",
        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        600,
        new Verdict(
            writes ? Decision.ASK : Decision.AUTO,
            writes ? AccessClass.WRITE : AccessClass.READ,
            "connector acme/things rule as-usual",
            null));
  }
}
