package dev.toolrack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.e2e.Kube.Ended;
import io.fabric8.kubernetes.api.model.Pod;

/** Deployments of the agent in the testbed's image, in the namespace of a {@link Notebook}. */
final class Agents {
  /** With the two objects mounted by name. */
  private static final String PLAIN =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: @AGENT@, namespace: @NAMESPACE@}
      spec:
        selector: {matchLabels: {app: @AGENT@}}
        template:
          metadata: {labels: {app: @AGENT@}}
          spec:
            automountServiceAccountToken: false
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
            - name: agent
              image: @IMAGE@
              imagePullPolicy: IfNotPresent
              args: [resident-agent.mjs, notes, list_notes]
              securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
              volumeMounts: [{name: files, mountPath: /etc/toolrack, readOnly: true}]
            volumes:
            - name: files
              projected:
                sources:
                - configMap: {name: @AGENT@-toolset}
                - secret: {name: @AGENT@-credentials, items: [{key: mcp.resolved.json, path: mcp.resolved.json}]}
      """;

  /** With one label instead. */
  private static final String INJECTED =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: @NAME@, namespace: @NAMESPACE@}
      spec:
        selector: {matchLabels: {app: @NAME@}}
        template:
          metadata:
            labels: {app: @NAME@, toolrack.dev/binding: @AGENT@}
            annotations: @ANNOTATIONS@
          spec:
            automountServiceAccountToken: false
            serviceAccountName: @ACCOUNT@
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
            - name: agent
              image: @IMAGE@
              imagePullPolicy: IfNotPresent
              args: [resident-agent.mjs, notes, list_notes]
              securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
            - name: second
              image: @IMAGE@
              imagePullPolicy: IfNotPresent
              args: [resident-agent.mjs, notes, list_notes]
              securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
      """;

  private final Kube kube;
  private final Notebook notebook;

  Agents(Kube kube, Notebook notebook) {
    this.kube = kube;
    this.notebook = notebook;
  }

  /** Starts an agent that mounts its files itself; returns its pod when it is ready. */
  Pod plain(String agent) {
    notebook.apply(PLAIN.replace("@AGENT@", agent));
    return kube.readyPod(notebook.namespace(), "app", agent);
  }

  /** Starts a Deployment of two containers whose pods are labelled; returns the ready pod. */
  Pod injected(String name, String agent, String annotations, String account) {
    notebook.apply(injectedYaml(name, agent, annotations, account));
    return kube.readyPod(notebook.namespace(), "app", name);
  }

  String injectedYaml(String name, String agent, String annotations, String account) {
    return INJECTED
        .replace("@ANNOTATIONS@", annotations)
        .replace("@ACCOUNT@", account)
        .replace("@AGENT@", agent)
        .replace("@NAME@", name);
  }

  /** Calls a tool through the files in the pod, as an agent does. */
  Ended call(Pod pod, String container, String tool, String arguments) {
    return kube.exec(
        pod, container, "/bin/node", "agent.mjs", "/etc/toolrack", "notes", tool, arguments);
  }

  /** The names of the tools that the files in the pod allow, one in a line. */
  Ended tools(Pod pod, String container) {
    return kube.exec(pod, container, "/bin/node", "agent.mjs", "/etc/toolrack", "notes");
  }

  /** Waits until the agent in the pod calls its tool, counted from now. */
  void eventuallyWorks(Pod pod, String container) {
    Kube.eventually(() -> assertThat(log(pod, container)).contains(" called notes list_notes"));
  }

  /** The last thing that the agent in the pod did. */
  String log(Pod pod, String container) {
    return kube.resource(pod).inContainer(container).tailingLines(1).getLog();
  }

  static String file(Kube kube, Pod pod, String container, String path) {
    String program = "process.stdout.write(require('fs').readFileSync(process.argv[1], 'utf8'))";
    Ended ended = kube.exec(pod, container, "/bin/node", "-e", program, path);
    assertThat(ended.status()).as(ended.errors()).isZero();
    return ended.output();
  }
}
