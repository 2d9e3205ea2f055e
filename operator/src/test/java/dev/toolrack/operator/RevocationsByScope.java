package dev.toolrack.operator;


import java.util.List;
import java.util.function.Consumer;

/** What labels of namespaces and an integration's access take away. */
final class RevocationsByScope {
  private static final String ORG = "toolrack.dev/org";
  private static final String TEAM = "toolrack.dev/team";
  private static final String PROVIDES = "toolrack.dev/provides";

  private RevocationsByScope() {}

  static List<Revocation> all() {
    return List.of(
        // The agent's namespace.
        Revocation.of("becomes-island", s -> s.namespace(s.team, n -> n.getMetadata().getLabels().clear())),
        Revocation.of("moves-to-org", s -> s.label(s.team, ORG, "elsewhere-" + s.org)),
        Revocation.of("moves-to-team", s -> s.label(s.team, TEAM, "search"))
            .in(s -> s.with("access", "access: {from: Scope, scope: {team: pay}}")),
        Revocation.of("loses-team", s -> s.label(s.team, TEAM, null))
            .in(s -> s.with("access", "access: {from: Scope, scope: {team: pay}}")),
        Revocation.of("loses-selected-label", s -> s.label(s.team, "example.org/tier", null))
            .in(s ->
                s.with("tier", "gold")
                    .with(
                        "access",
                        selectedBy("namespaceSelector: {matchLabels: {example.org/tier: gold}}"))),
        Revocation.of("unknown-label", s -> s.label(s.team, "toolrack.dev/squad", "x")).leaves(List.of()),
        Revocation.of("broken-chain", s -> s.label(s.team, ORG, null)).leaves(List.of()),
        // The providing namespace.
        Revocation.of("provides-no-more", s -> s.label(s.org, PROVIDES, null)).state("Error/ScopeForbidden"),
        Revocation.of("provides-nonsense", s -> s.label(s.org, PROVIDES, "Team")).state("Error/ScopeInvalid"),
        Revocation.of("provider-moves", s -> s.label(s.org, ORG, "elsewhere-" + s.org)),
        Revocation.of(
            "provider-deepens",
            s -> {
              s.namespace(
                  s.org,
                  n -> {
                    n.getMetadata().getLabels().put(TEAM, "search");
                    n.getMetadata().getLabels().put(PROVIDES, "Team");
                  });
            }),
        Revocation.of("lends-no-connector", s -> s.label(s.org, PROVIDES, null))
            .in(s ->
                s.with("calm", "connectorRef: {name: calm, namespace: ORG}")
                    .with(
                        "more",
                        """
                        apiVersion: toolrack.dev/v1alpha1
                        kind: McpConnector
                        metadata: {name: calm, namespace: ORG}
                        spec: {server: {url: "CALM_URL"}}
                        """))
            .leaves(List.of())
            .state("Error/ScopeForbidden")
            .inSteps(),
        // Access.
        access("private", "access: {from: Namespace}"),
        access("narrowed", "access: {from: Scope, scope: {team: search}}"),
        access("narrowed-to-project", "access: {from: Scope, scope: {team: pay, project: x}}"),
        access("selects-others", selectedBy("namespace: ORG"))
            .in(s -> s.with("access", selectedBy("namespace: TEAM"))),
        access("selects-other-agents", selectedBy("namespace: TEAM, agents: [other]"))
            .in(s -> s.with("access", selectedBy("namespace: TEAM, agents: [bot, other]"))),
        access(
                "selects-other-labels",
                selectedBy("namespaceSelector: {matchLabels: {example.org/tier: silver}}"))
            .in(s ->
                s.with("tier", "gold")
                    .with(
                        "access",
                        selectedBy("namespaceSelector: {matchLabels: {example.org/tier: gold}}"))),
        access(
                "selects-nobody-of-it",
                selectedBy(
                    "namespaceSelector: {matchLabels: {example.org/tier: gold}}, agents: [other]"))
            .in(s ->
                s.with("tier", "gold")
                    .with(
                        "access",
                        selectedBy("namespaceSelector: {matchLabels: {example.org/tier: gold}}"))));
  }

  private static Revocation access(String name, String access) {
    Consumer<Scene> change = s -> s.with("access", access).wiki();
    return Revocation.of(name, change);
  }

  private static String selectedBy(String entry) {
    return "access: {from: Selected, selected: [{%s}]}".formatted(entry);
  }
}
