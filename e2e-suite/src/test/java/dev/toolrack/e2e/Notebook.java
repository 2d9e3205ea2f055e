package dev.toolrack.e2e;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * A namespace with a real MCP server, a Deployment behind a Service, and a connector and an
 * integration for it. It accepts the tokens in the Secret {@code accepted}; the integration sends
 * the one in {@code notes-token}.
 */
final class Notebook {
  /** The token that the server accepts and the integration sends at first. */
  static final String TOKEN = "first-token-of-the-notebook";

  private static final String SERVER =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: accepted, namespace: @NAMESPACE@}
      stringData: {tokens: @TOKEN@}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: notes, namespace: @NAMESPACE@}
      spec:
        selector: {matchLabels: {app: notes}}
        template:
          metadata: {labels: {app: notes}}
          spec:
            automountServiceAccountToken: false
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
            - name: notes
              image: @IMAGE@
              imagePullPolicy: IfNotPresent
              env:
              - {name: HOST, value: 0.0.0.0}
              - {name: PORT, value: "8080"}
              - {name: NOTES_TOKENS_FILE, value: /accepted/tokens}
              ports: [{name: mcp, containerPort: 8080}]
              readinessProbe: {tcpSocket: {port: mcp}, periodSeconds: 1}
              securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
              volumeMounts: [{name: accepted, mountPath: /accepted, readOnly: true}]
            volumes: [{name: accepted, secret: {secretName: accepted}}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: notes, namespace: @NAMESPACE@}
      spec:
        selector: {app: notes}
        ports: [{port: 80, targetPort: mcp}]
      """;

  private static final String INTEGRATION =
      """
      apiVersion: v1
      kind: Secret
      metadata:
        name: notes-token
        namespace: @NAMESPACE@
        labels: {toolrack.dev/credential: Namespace}
        annotations: {toolrack.dev/send-to: "http://notes.@NAMESPACE@.svc/mcp"}
      stringData: {token: @TOKEN@}
      ---
      apiVersion: toolrack.dev/v1alpha1
      kind: McpConnector
      metadata: {name: notes, namespace: @NAMESPACE@}
      spec: {displayName: Notes, server: {url: "http://notes.@NAMESPACE@.svc/mcp"}}
      ---
      apiVersion: toolrack.dev/v1alpha1
      kind: McpIntegration
      metadata: {name: notes, namespace: @NAMESPACE@}
      spec:
        connectorRef: {name: notes}
        credentials: {bearer: {secretKeyRef: {name: notes-token, key: token}}}
        tools: {rules: [{name: no-delete, match: {names: ["delete_*"]}, enabled: false}]}
      """;

  private final Kube kube;
  private final String namespace;
  private final String image;

  Notebook(Installed operator, String namespace) {
    this.kube = operator.kube();
    this.namespace = namespace;
    this.image = operator.given().testbed().toString();
    kube.restrictedNamespace(namespace);
    apply(SERVER);
    kube.readyPod(namespace, "app", "notes");
    apply(INTEGRATION);
  }

  String namespace() {
    return namespace;
  }

  /** Applies YAML in which {@code @NAMESPACE@} and so on stand for what they are here. */
  void apply(String yaml) {
    kube.apply(filled(yaml));
  }

  String filled(String yaml) {
    return yaml.replace("@NAMESPACE@", namespace)
        .replace("@IMAGE@", image)
        .replace("@TOKEN@", TOKEN);
  }

  /**
   * An agent with everything that there is, and what the operator writes for it, once it is there.
   */
  void binding(String agent) {
    binding(agent, "{}");
  }

  void binding(String agent, String spec) {
    apply(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: AgentToolBinding
        metadata: {name: %s, namespace: @NAMESPACE@}
        spec: %s
        """
            .formatted(agent, spec));
    eventuallyToolset(agent, "list_notes");
  }

  /** Waits until the agent's toolset has a text in it. */
  void eventuallyToolset(String agent, String part) {
    Kube.eventually(() -> {
      if (!toolset(agent).contains(part)) {
        throw new AssertionError(toolset(agent));
      }
    });
  }

  void eventuallyNoToolset(String agent, String part) {
    Kube.eventually(() -> {
      if (toolset(agent).contains(part)) {
        throw new AssertionError(toolset(agent));
      }
    });
  }

  private String toolset(String agent) {
    ConfigMap map =
        kube.client().configMaps().inNamespace(namespace).withName(agent + "-toolset").require();
    return Objects.requireNonNull(map.getData().get("toolset.json"), "toolset.json");
  }

  /** Changes one key of a Secret. */
  void secret(String name, String key, String value) {
    kube.client()
        .secrets()
        .inNamespace(namespace)
        .withName(name)
        .edit(secret -> {
          secret.setData(
              Map.of(
                  key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
          return secret;
        });
  }

  /** Waits until the server has read which tokens it accepts. */
  void eventuallyAccepts(String tokens) {
    Pod server = kube.readyPod(namespace, "app", "notes");
    Kube.eventually(() -> {
      String read = Agents.file(kube, server, "notes", "/accepted/tokens");
      if (!read.equals(tokens)) {
        throw new AssertionError("the server still has other tokens");
      }
    });
  }

  /** Merges into an object's spec, as kubectl patch does. */
  void patch(String kind, String name, String spec) {
    kube.client()
        .genericKubernetesResources("toolrack.dev/v1alpha1", kind)
        .inNamespace(namespace)
        .withName(name)
        .patch(
            PatchContext.of(
                PatchType.JSON_MERGE),
            "{\"spec\": " + spec + "}");
  }

  void delete() {
    kube.client().namespaces().withName(namespace).delete();
  }
}
