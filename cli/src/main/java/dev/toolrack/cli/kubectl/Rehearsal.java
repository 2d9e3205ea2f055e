package dev.toolrack.cli.kubectl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands once for nothing, while the JVM writes down which classes they need: with that
 * they start in a fraction of the time. The cluster is a stand-in on loopback without any object.
 */
public final class Rehearsal {
  private static final String MANIFESTS =
      """
      apiVersion: toolrack.dev/v1alpha1
      kind: McpConnector
      metadata: {name: a}
      spec:
        server: {url: "https://{region}.mcp.example.com/mcp", headers: [{name: X-Tenant, value: a}]}
        variables: [{name: region, default: eu, choices: [eu]}]
        tools: {rules: [{name: a, match: {names: ["x_*"]}, approval: Ask}]}
      ---
      apiVersion: toolrack.dev/v1alpha1
      kind: McpIntegration
      metadata: {name: a}
      spec:
        connectorRef: {name: a}
        credentials: {bearer: {secretKeyRef: {name: s, key: k}}}
        access: {from: Scope, scope: {team: a}}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: s, labels: {toolrack.dev/credential: Scope}, annotations: {toolrack.dev/send-to: "https://a.example.com/"}}
      stringData: {k: v}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: default, labels: {toolrack.dev/org: a, toolrack.dev/provides: Org}}
      ---
      apiVersion: toolrack.dev/v1alpha1
      kind: AgentToolBinding
      metadata: {name: a}
      spec: {servers: [{alias: a}], exclude: [b], budget: {maxTools: 0}, unknown: 1}
      """;

  private static final String RESOURCES =
      """
      {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"toolrack.dev/v1alpha1","resources":[
      {"name":"mcpconnectors","kind":"McpConnector","namespaced":true,"verbs":["get"]},
      {"name":"mcpintegrations","kind":"McpIntegration","namespaced":true,"verbs":["get"]},
      {"name":"agenttoolbindings","kind":"AgentToolBinding","namespaced":true,"verbs":["get"]}]}
      """;

  private Rehearsal() {}

  /** Rehearses. */
  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Path directory = Files.createTempDirectory("toolrack");
    Path kubeconfig = directory.resolve("kubeconfig");
    Path manifests = directory.resolve("manifests.yaml");
    try {
      server.createContext("/", Rehearsal::answer);
      server.start();
      Files.writeString(kubeconfig, kubeconfig(server.getAddress().getPort()));
      Files.writeString(manifests, MANIFESTS);
      commands(directory.toString(), kubeconfig.toString(), manifests.toString())
          .forEach(Rehearsal::run);
    } finally {
      server.stop(0);
      Files.deleteIfExists(manifests);
      Files.deleteIfExists(kubeconfig);
      Files.deleteIfExists(directory);
    }
  }

  private static List<List<String>> commands(
      String directory, String kubeconfig, String manifests) {
    return List.of(
        List.of("--help"),
        List.of("completion"),
        List.of("lint", "-f", directory),
        List.of("lint", "-o", "sarif", "-f", manifests),
        List.of("lint", "-o", "yaml", "-f", manifests),
        List.of("diff", "a", "--kubeconfig", kubeconfig),
        List.of("test", "a", "--kubeconfig", kubeconfig),
        List.of("why", "a", "--kubeconfig", kubeconfig),
        List.of("tools", "a", "--kubeconfig", kubeconfig),
        List.of("impact", "-f", manifests, "--kubeconfig", kubeconfig));
  }

  /** What comes of it does not matter: there is nothing to find. */
  private static void run(List<String> arguments) {
    Surroundings surroundings = new Surroundings(false, Map.of(), InputStream.nullInputStream());
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    String[] line = arguments.toArray(String[]::new);
    Toolrack.commandLine(surroundings, line).setOut(nowhere).setErr(nowhere).execute(line);
  }

  private static String kubeconfig(int port) {
    return """
    {"apiVersion":"v1","kind":"Config","current-context":"a",
    "clusters":[{"name":"a","cluster":{"server":"http://127.0.0.1:%d"}}],
    "users":[{"name":"a","user":{"token":"a"}}],
    "contexts":[{"name":"a","context":{"cluster":"a","user":"a"}}]}
    """
        .formatted(port);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean resources = path.endsWith("/toolrack.dev/v1alpha1");
    // A list ends with the name of a resource, an object with its own.
    boolean list = path.matches(".*/(namespaces|secrets|configmaps|mcp[a-z]+|agenttoolbindings)");
    String body =
        resources
            ? RESOURCES
            : list
                ? "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}"
                : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"none\",\"reason\":\"NotFound\",\"code\":404}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(resources || list ? 200 : 404, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
