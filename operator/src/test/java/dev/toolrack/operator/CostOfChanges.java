package dev.toolrack.operator;

import dev.toolrack.crds.AgentToolBinding;
import java.util.List;
import java.util.Map;

/**
 * What each change costs, to the request; in this order, for each one begins where another ended.
 */
record CostOfChanges(Cluster cluster, TwoOrganisations scene) {
  static final String NO_WRITES =
      "tools: {rules: [{name: a, match: {access: Write}, enabled: false}]}";
  private static final String THREE_TOOLS =
      """
      [{"name":"get_note","title":"Get note","inputSchema":{"type":"object"}},
       {"name":"create_note","title":"Create note","inputSchema":{"type":"object"}},
       {"name":"list_notes","title":"List notes","inputSchema":{"type":"object"}}]
      """;

  /**
   * One change.
   *
   * @param made what somebody does
   * @param requests that and everything that follows from it
   */
  record Change(String name, Runnable made, String requests) {}

  List<Change> changes() {
    return List.of(
        new Change(
            "a rule that changes 6 of 12 agents",
            () -> scene.plain(NO_WRITES),
            """
            1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status, 1 PUT configmaps,
            6 PUT configmaps, 6 APPLY agenttoolbindings/status\
            """),
        new Change(
            "the same rule, and one more that matches nothing",
            () ->
                scene.plain(
                    "tools: {rules: [{name: a, match: {access: Write}, enabled: false},"
                        + " {name: b, match: {names: [nothing]}, enabled: false}]}"),
            "1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status"),
        new Change(
            "no rule any more",
            () -> scene.plain(""),
            """
            1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status, 1 PUT configmaps,
            6 PUT configmaps, 6 APPLY agenttoolbindings/status\
            """),
        new Change(
            "another approval: as many tools as before",
            () ->
                scene.plain("tools: {rules: [{name: a, match: {access: Write}, approval: Auto}]}"),
            """
            1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status, 1 PUT configmaps,
            6 PUT configmaps\
            """),
        new Change(
            "a rule of a server that every agent does without",
            () -> scene.integration("o", "hidden", NO_WRITES),
            "1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status, 1 PUT configmaps"),
        new Change(
            "a Secret with another value",
            () -> scene.token("canary-token-another", ""),
            "1 APPLY secrets, 1 APPLY mcpintegrations/status, 9 PUT secrets"),
        new Change(
            "a Secret with the same value",
            () -> scene.token("canary-token-another", "note: nothing"),
            "1 APPLY secrets, 1 APPLY mcpintegrations/status"),
        new Change(
            "a Secret that nobody uses",
            () ->
                cluster.secret(
                    scene.name("o"), "unused", "canary-token-x", "Scope", "http://127.0.0.1:1/"),
            "1 APPLY secrets"),
        new Change(
            "a new agent",
            () -> cluster.binding(scene.name("t1"), "late", "exclude: [hidden]"),
            """
            1 APPLY agenttoolbindings, 1 POST secrets, 1 POST configmaps,
            1 APPLY agenttoolbindings/status, 1 POST events\
            """),
        new Change(
            "an agent does without what it does not have",
            () -> cluster.binding(scene.name("t1"), "late", "exclude: [hidden, nothing]"),
            "1 APPLY agenttoolbindings, 1 APPLY agenttoolbindings/status"),
        new Change(
            "an agent with another annotation",
            () ->
                cluster
                    .client()
                    .resources(AgentToolBinding.class)
                    .inNamespace(scene.name("t1"))
                    .withName("late")
                    .edit(binding -> {
                      binding.getMetadata().setAnnotations(Map.of("note", "nothing"));
                      return binding;
                    }),
            "1 PATCH agenttoolbindings"),
        new Change(
            "an agent does without a server that needs a key",
            () -> cluster.binding(scene.name("t1"), "late", "exclude: [hidden, keyed]"),
            """
            1 APPLY agenttoolbindings, 1 PUT secrets, 1 PUT configmaps,
            1 APPLY agenttoolbindings/status\
            """),
        new Change(
            "a namespace with a label that says nothing",
            () -> scene.label("t1", "t1", "note: nothing"),
            "1 APPLY namespaces"),
        new Change(
            "a namespace of another team",
            () -> scene.label("t2", "t9", ""),
            "1 APPLY namespaces, 4 PUT configmaps, 4 APPLY agenttoolbindings/status"),
        new Change(
            "a namespace without agents",
            () ->
                cluster.namespace(
                    scene.name("empty"), "org=%s,team=empty".formatted(scene.name("o"))),
            "1 APPLY namespaces"),
        new Change(
            "a server with one more tool",
            () -> {
              scene.server("other").tools(THREE_TOOLS);
              scene.test("other", "1");
            },
            """
            1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status, 1 PUT configmaps, 1 POST events,
            13 PUT configmaps, 13 APPLY agenttoolbindings/status\
            """),
        new Change(
            "a server as it was",
            () -> scene.test("other", "2"),
            "1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status"),
        new Change(
            "a ConfigMap that is nobody's",
            () ->
                cluster.apply(
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine, namespace: %s}\n"
                        .formatted(scene.name("t1"))),
            "1 APPLY configmaps"),
        new Change(
            "a server that is switched off",
            () -> scene.plain("enabled: false"),
            """
            1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status, 1 POST events, 1 DELETE configmaps,
            10 PUT configmaps, 10 PUT secrets, 10 APPLY agenttoolbindings/status\
            """),
        new Change(
            "consent that is taken back",
            () ->
                cluster.secret(
                    scene.name("o"),
                    "token",
                    "canary-token-another",
                    "Scope",
                    "http://127.0.0.1:1/"),
            """
            1 APPLY secrets, 1 APPLY mcpintegrations/status, 1 POST events, 1 DELETE configmaps,
            9 PUT configmaps, 9 PUT secrets, 9 APPLY agenttoolbindings/status, 9 POST events\
            """));
  }

  /** One that concerns the other organisation: three agents of four in each namespace. */
  Change ofStrangers() {
    return new Change(
        "a rule of the strangers",
        () -> scene.integration("s", "foreign", NO_WRITES),
        """
        1 APPLY mcpintegrations, 1 APPLY mcpintegrations/status, 1 PUT configmaps,
        9 PUT configmaps, 9 APPLY agenttoolbindings/status\
        """);
  }
}
