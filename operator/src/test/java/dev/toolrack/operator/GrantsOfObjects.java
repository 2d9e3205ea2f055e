package dev.toolrack.operator;

import dev.toolrack.core.status.Reason;

/** What owners of Secrets, ConfigMaps and connectors say to those who refer to them. */
final class GrantsOfObjects {

  private GrantsOfObjects() {}

  static Grants secret(String field, String credentials) {
    String none = "wiki:CredentialUnavailable";
    return Grants.of(
            field,
            s -> {
              s.namespaces();
              s.wiki.requireNoToken();
              s.connector();
              s.cluster.integration(
                  s.org,
                  "wiki",
                  "connectorRef: {name: wiki}\naccess: {from: Scope}\n" + credentials);
              s.binding();
            })
        .then("none", _ -> {}, "Pending/SecretNotFound", none)
        .then(
            "of another namespace",
            s -> s.given(s.team, "Scope", s.wiki.url().toString(), "token"),
            "Pending/SecretNotFound",
            none)
        .then(
            "no consent",
            s -> {
              s.given(s.org, null, s.wiki.url().toString(), "token");
              s.touch();
            },
            "Pending/SecretNotConsented",
            none)
        .then(
            "consent to something else",
            s -> s.given(s.org, "Everybody", s.wiki.url().toString(), "token"),
            "Pending/SecretNotConsented",
            none)
        .then(
            "no destination",
            s -> s.given(s.org, "Scope", null, "token"),
            "Error/SecretDestinationForbidden",
            none)
        .then(
            "another destination",
            s -> s.given(s.org, "Scope", s.calm.url().toString(), "token"),
            "Error/SecretDestinationForbidden",
            none)
        .then(
            "another key",
            s -> s.given(s.org, "Scope", s.wiki.url().toString(), "other"),
            "Pending/SecretKeyMissing",
            none)
        .then(
            "own namespace only",
            s -> s.given(s.org, "Namespace", s.wiki.url().toString(), "token"),
            "Connected/SecretNotLent",
            none)
        .then(
            "right",
            s -> s.given(s.org, "Scope", s.wiki.url().toString(), "token"),
            "Connected/Ready",
            "wiki")
        .then(
            "revoked",
            s -> s.given(s.org, null, s.wiki.url().toString(), "token"),
            "Pending/SecretNotConsented",
            none);
  }

  static Grants config() {
    return Grants.of(
            "variable",
            s -> {
              s.with("path", "?of={of}")
                  .with("connector", "variables: [{name: of, required: true}]");
              s.namespaces();
              s.wiki.requireNoToken();
              s.connector();
              s.cluster.integration(
                  s.org,
                  "wiki",
                  """
                  connectorRef: {name: wiki}
                  access: {from: Scope}
                  variables: [{name: of, valueFrom: {configMapKeyRef: {name: settings, key: of}}}]
                  """);
              s.binding();
            })
        .then("none", _ -> {}, "Pending/ConfigNotFound", "wiki:ConfigNotFound")
        .then(
            "of another namespace",
            s -> s.settings(s.team, "true", "of"),
            "Pending/ConfigNotFound",
            "wiki:ConfigNotFound")
        .then(
            "no consent",
            s -> {
              s.settings(s.org, null, "of");
              s.touch();
            },
            "Pending/ConfigNotLabelled",
            "wiki:ConfigNotLabelled")
        .then(
            "another key",
            s -> s.settings(s.org, "true", "other"),
            "Pending/ConfigKeyMissing",
            "wiki:ConfigKeyMissing")
        .then("right", s -> s.settings(s.org, "true", "of"), "Connected/Ready", "wiki")
        .then(
            "revoked",
            s -> s.settings(s.org, "false", "of"),
            "Pending/ConfigNotLabelled",
            "wiki:ConfigNotLabelled");
  }

  static Grants connectorOfOwnNamespace() {
    return Grants.of(
            "connector",
            s -> {
              s.namespaces();
              s.wiki.requireNoToken();
              s.cluster.integration(
                  s.org, "wiki", "connectorRef: {name: wiki}\naccess: {from: Scope}");
              s.binding();
            })
        .then("none", _ -> {}, "Pending/ConnectorNotFound", "wiki:ConnectorNotFound")
        .then(
            "of another namespace",
            s ->
                s.cluster.connector(
                    s.team, "wiki", "server: {url: \"%s\"}".formatted(s.wiki.url())),
            "Pending/ConnectorNotFound",
            "wiki:ConnectorNotFound")
        .then("right", Scene::connector, "Connected/Ready", "wiki")
        .then(
            "revoked",
            s -> s.with("connector", "enabled: false").connector(),
            "Disabled/ConnectorDisabled",
            "wiki:ConnectorDisabled");
  }

  /** The words are the same whether or not the connector exists. */
  static Grants connectorOfOtherNamespace() {
    String forbidden =
        "Error/ConnectorForbidden No connector ORG/wiki is provided for this namespace. "
            + Reason.CONNECTOR_FORBIDDEN.remedy();
    return Grants.of(
            "foreign-connector",
            s -> {
              s.with("org", "");
              s.namespaces();
              s.wiki.requireNoToken();
              s.cluster.integration(
                  s.team, "wiki", "connectorRef: {name: wiki, namespace: %s}".formatted(s.org));
              s.binding();
            })
        .then("none", _ -> {}, forbidden, "wiki:ConnectorForbidden")
        .then("not provided", Scene::connector, forbidden, "wiki:ConnectorForbidden")
        .then(
            "provided to others",
            s -> {
              s.label(s.org, "toolrack.dev/org", "elsewhere-" + s.org);
              s.label(s.org, "toolrack.dev/provides", "Org");
            },
            forbidden,
            "wiki:ConnectorForbidden")
        .then(
            "right",
            s -> s.label(s.org, "toolrack.dev/org", s.org),
            "Connected/Ready Nothing is left to do.",
            "wiki")
        .then(
            "revoked",
            s -> s.label(s.org, "toolrack.dev/provides", null),
            forbidden,
            "wiki:ConnectorForbidden")
        .then("gone", s -> s.connectorObject().delete(), forbidden, "wiki:ConnectorForbidden");
  }
}
