package dev.toolrack.operator;


/** What integrations say to agents, and to each other. */
final class GrantsOfReach {

  private GrantsOfReach() {}

  /** Whom an integration does not admit sees nothing of it. */
  static Grants access() {
    return Grants.of(
            "access",
            s -> {
              s.with("org", "");
              s.namespaces();
              s.wiki.requireNoToken();
              s.connector();
              access(s, "{from: Namespace}");
              s.binding();
            })
        .then("none", _ -> {}, "Connected/Ready", "")
        .then("not provided", s -> access(s, "{from: Scope}"), "Error/ScopeForbidden", "")
        .then(
            "not provided, by name",
            s -> access(s, "{from: Selected, selected: [{namespace: %s}]}".formatted(s.team)),
            "Error/ScopeForbidden",
            "")
        .then(
            "another agent",
            s -> {
              s.label(s.org, "toolrack.dev/provides", "Org");
              access(
                  s,
                  "{from: Selected, selected: [{namespace: %s, agents: [other]}]}"
                      .formatted(s.team));
            },
            "Connected/Ready",
            "")
        .then(
            "other labels",
            s ->
                access(
                    s, "{from: Selected, selected: [{namespaceSelector: {matchLabels: {x: y}}}]}"),
            "Connected/Ready",
            "")
        .then(
            "right",
            s -> access(s, "{from: Selected, selected: [{namespace: %s}]}".formatted(s.team)),
            "Connected/Ready",
            "wiki")
        .then("revoked", s -> access(s, "{from: Namespace}"), "Connected/Ready", "");
  }

  private static void access(Scene s, String access) {
    s.cluster.integration(s.org, "wiki", "connectorRef: {name: wiki}\naccess: " + access);
  }

  /** A server that is listed is absent in the same words, be it denied or not there. */
  static Grants pin() {
    return Grants.of(
            "pin",
            s -> {
              s.namespaces();
              s.wiki.requireNoToken();
              s.connector();
              s.with(
                      "binding",
                      "servers: [{alias: wiki, integration: ORG/wiki, required: true}, {alias: calm}]")
                  .binding();
            })
        .then("none", _ -> {}, "", "calm:NotFound, wiki:NotFound")
        .then(
            "denied",
            s -> access(s, "{from: Namespace}"),
            "Connected/Ready",
            "calm:NotFound, wiki:NotFound")
        .then("right", s -> access(s, "{from: Scope}"), "Connected/Ready", "wiki, calm:NotFound")
        .then(
            "wrong",
            s ->
                s.with("binding", "servers: [{alias: wiki, integration: TEAM/wiki}, {alias: calm}]")
                    .binding(),
            "Connected/Ready",
            "calm:NotFound, wiki:PinnedOther")
        .then(
            "revoked",
            s -> access(s, "{from: Namespace}"),
            "Connected/Ready",
            "calm:NotFound, wiki:NotFound");
  }

  /** The team has an integration of the same alias and of another connector. */
  static Grants override() {
    return Grants.of(
            "override",
            s -> {
              s.namespaces();
              s.wiki.requireNoToken();
              s.calm.requireNoToken();
              s.connector();
              s.cluster.connector(s.team, "calm", "server: {url: \"%s\"}".formatted(s.calm.url()));
              s.cluster.integration(s.team, "near", "connectorRef: {name: calm}\nalias: wiki");
              s.binding();
            })
        .then("nobody else", _ -> {}, "", "wiki of TEAM/near")
        .then("none", s -> access(s, "{from: Scope}"), "Connected/Ready", "wiki of ORG/wiki")
        .then(
            "right",
            s -> access(s, "{from: Scope}\noverride: Any"),
            "Connected/Ready",
            "wiki of TEAM/near")
        .then(
            "locked",
            s -> access(s, "{from: Scope}\noverride: Locked"),
            "Connected/Ready",
            "wiki of ORG/wiki")
        .then(
            "locked and off",
            s -> access(s, "{from: Scope}\noverride: Locked\nenabled: false"),
            "Disabled/Disabled",
            "wiki:Disabled")
        .then("gone", s -> s.integration().delete(), "", "wiki of TEAM/near");
  }
}
