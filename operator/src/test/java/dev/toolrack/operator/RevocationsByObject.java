package dev.toolrack.operator;

import static dev.toolrack.operator.Revocation.WIKI;

import dev.toolrack.testbed.mcp.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What integrations, connectors, Secrets and ConfigMaps take away. */
final class RevocationsByObject {
  private static final String CREDENTIAL = "toolrack.dev/credential";
  private static final String CONFIG = "toolrack.dev/config";
  private static final String SEND_TO = "toolrack.dev/send-to";

  private RevocationsByObject() {}

  static List<Revocation> all() {
    return List.of(
        // The integration.
        Revocation.of("disabled", s -> s.with("wiki", "enabled: false").wiki()).state("Disabled/Disabled"),
        Revocation.of("deleted", s -> s.integration().delete()).state(""),
        Revocation.of("deletion-held", s -> s.deleteHeld(s.integration())).state(""),
        Revocation.of(
                "made-anew",
                s -> {
                  s.wiki.behave(new Behaviour.Hang());
                  s.integration().delete();
                  s.wiki();
                })
            .in(s -> s.with("connector", "verify: {timeout: 1s}"))
            .state("Pending/Timeout")
            .inSteps(),
        Revocation.of(
                "other-connector",
                s -> {
                  s.cluster.connector(
                      s.org, "next", "server: {url: \"%s-next\"}".formatted(s.wiki.url()));
                  s.with("connectorName", "next").wiki();
                })
            .state("Error/SecretDestinationForbidden")
            .inSteps(),
        Revocation.of("other-secret", s -> s.with("secretName", "none").wiki())
            .state("Pending/SecretNotFound"),
        Revocation.of(
                "locked-off",
                s ->
                    s.cluster.integration(
                        s.org,
                        "calm",
                        "connectorRef: {name: wiki}\nenabled: false\noverride: Locked\naccess: {from: Scope}"))
            .leaves(WIKI, "wiki"),
        // The connector.
        Revocation.of("connector-disabled", s -> s.with("connector", "enabled: false").connector())
            .state("Disabled/ConnectorDisabled"),
        Revocation.of("connector-deleted", s -> s.connectorObject().delete())
            .state("Pending/ConnectorNotFound"),
        Revocation.of("connector-deletion-held", s -> s.deleteHeld(s.connectorObject()))
            .state("Pending/ConnectorNotFound"),
        Revocation.of("connector-moved", s -> s.with("path", "-moved").connector())
            .state("Error/SecretDestinationForbidden"),
        // The Secret and its consent.
        secret(
                "label-lowered",
                s -> s.secret(x -> x.getMetadata().getLabels().put(CREDENTIAL, "Namespace")))
            .state("Connected/SecretNotLent"),
        secret(
                "label-nonsense",
                s -> s.secret(x -> x.getMetadata().getLabels().put(CREDENTIAL, "All")))
            .state("Pending/SecretNotConsented"),
        secret("label-removed", s -> s.secret(x -> x.getMetadata().getLabels().remove(CREDENTIAL)))
            .state("Pending/SecretNotConsented"),
        secret(
                "send-to-removed",
                s -> s.secret(x -> x.getMetadata().getAnnotations().remove(SEND_TO)))
            .state("Error/SecretDestinationForbidden"),
        secret(
                "send-to-elsewhere",
                s ->
                    s.secret(
                        x -> x.getMetadata().getAnnotations().put(SEND_TO, "https://example.com/")))
            .state("Error/SecretDestinationForbidden"),
        secret("secret-deleted", s -> s.token().delete()).state("Pending/SecretNotFound"),
        secret("secret-deletion-held", s -> s.deleteHeld(s.token()))
            .state("Pending/SecretNotFound"),
        secret("key-removed", s -> s.secret(x -> x.setData(Map.of("other", "eA=="))))
            .state("Pending/SecretKeyMissing"),
        secret("value-invalid", s -> s.secret(x -> x.setData(Map.of("token", "CgoK"))))
            .state("Error/SecretInvalid"),
        // ConfigMaps.
        config(
                "config-label-removed",
                s -> s.config(x -> x.getMetadata().getLabels().remove(CONFIG)))
            .state("Pending/ConfigNotLabelled"),
        config(
                "config-label-nonsense",
                s -> s.config(x -> x.getMetadata().getLabels().put(CONFIG, "no")))
            .state("Pending/ConfigNotLabelled"),
        config("config-key-removed", s -> s.config(x -> x.setData(Map.of("other", "x"))))
            .state("Pending/ConfigKeyMissing"),
        config(
                "config-deleted",
                s ->
                    s.cluster
                        .client()
                        .configMaps()
                        .inNamespace(s.org)
                        .withName("settings")
                        .delete())
            .state("Pending/ConfigNotFound"));
  }

  private static Revocation secret(String name, Consumer<Scene> revoke) {
    return Revocation.of(name, revoke);
  }

  /** The URL takes a value from a ConfigMap, of which the server thinks nothing. */
  private static Revocation config(String name, Consumer<Scene> revoke) {
    return Revocation.of(name, revoke)
        .in(s ->
            s.with("path", "?of={of}")
                .with("connector", "variables: [{name: of, required: true}]")
                .with(
                    "wiki",
                    "variables: [{name: of, valueFrom: {configMapKeyRef: {name: settings, key: of}}}]")
                .with(
                    "more",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings, namespace: ORG, labels: {toolrack.dev/config: "true"}}
                    data: {of: it}
                    """));
  }
}
