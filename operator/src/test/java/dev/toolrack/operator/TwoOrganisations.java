package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Twelve agents in three namespaces of an organisation have three servers, of two tools each, and
 * do without a fourth one. In each namespace, {@code bot-0} takes the rest, {@code bot-1} does
 * without {@code plain}, {@code bot-2} without {@code keyed}, and {@code bot-3} refuses what
 * writes. Another organisation has a server and twelve agents of its own.
 */
final class TwoOrganisations {
  static final List<String> TEAMS = List.of("t1", "t2", "t3");
  static final List<String> STRANGERS = List.of("s1", "s2", "s3");

  /** One for each agent of a namespace, {@code bot-0} first. */
  static final List<String> SPECS =
      List.of(
          "exclude: [hidden]",
          "exclude: [hidden, plain]",
          "exclude: [hidden, keyed]",
          "exclude: [hidden]\ntools: {rules: [{name: mine, match: {access: Write}, enabled: false}]}");

  private static final String KEY =
      "credentials: {bearer: {secretKeyRef: {name: token, key: token}}}";

  private final Cluster cluster;
  private final FakeMcpServer servers;
  private final String prefix;

  /**
   * @param prefix of the names of all namespaces
   */
  TwoOrganisations(Cluster cluster, FakeMcpServer servers, String prefix) {
    this.cluster = cluster;
    this.servers = servers;
    this.prefix = prefix;
  }

  /** Deletes all namespaces. */
  void remove() {
    Stream.of(TEAMS, STRANGERS, List.of("o", "s"))
        .flatMap(List::stream)
        .forEach(place -> cluster.client().namespaces().withName(name(place)).delete());
  }

  /** Creates everything and waits until it is decided about. */
  void settle() {
    organisation("o", List.of("plain", "keyed", "other", "hidden"), TEAMS);
    organisation("s", List.of("foreign"), STRANGERS);
    eventually(() -> {
      for (String team : TEAMS) {
        assertThat(tools(team)).isEqualTo(List.of(6, 4, 4, 3));
      }
      for (String team : STRANGERS) {
        assertThat(tools(team)).isEqualTo(List.of(2, 2, 2, 1));
      }
    });
  }

  /** How many tools each agent of a namespace has, by its status: that is written last. */
  private List<Integer> tools(String team) {
    var tools = new ArrayList<Integer>();
    for (int i = 0; i < SPECS.size(); i++) {
      var status = cluster.binding(name(team), "bot-" + i).getStatus();
      tools.add(status == null || status.tools() == null ? -1 : status.tools());
    }
    return tools;
  }

  private void organisation(String org, List<String> names, List<String> teams) {
    cluster.namespace(name(org), "org=%s,provides=Org".formatted(name(org)));
    for (String server : names) {
      FakeEndpoint endpoint = server(server).tools(OperatorCase.TWO_TOOLS);
      cluster.connector(
          name(org), server, "server: {url: \"%s\"}".formatted(endpoint.url().toString()));
      if (server.equals("keyed")) {
        token("canary-token-first", "");
      }
      integration(org, server, server.equals("keyed") ? KEY : "");
      cluster.eventuallyState(name(org), server, "Connected/Ready");
      // The connector's own answer may come later, and would be written among what is counted.
      cluster.eventuallyReachable(name(org), server, "True/Reachable");
    }
    for (String team : teams) {
      cluster.namespace(name(team), "org=%s,team=%s".formatted(name(org), team));
      for (int i = 0; i < SPECS.size(); i++) {
        cluster.binding(name(team), "bot-" + i, SPECS.get(i));
      }
    }
  }

  void plain(String more) {
    integration("o", "plain", more);
  }

  void integration(String org, String server, String more) {
    cluster.integration(
        name(org),
        server,
        "connectorRef: {name: %s}\naccess: {from: Scope}\n%s".formatted(server, more));
  }

  /** Wants the integration tested. */
  void test(String server, String nonce) {
    cluster.apply(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpIntegration
        metadata: {name: %s, namespace: %s, annotations: {toolrack.dev/test: "%s"}}
        spec: {connectorRef: {name: %s}, access: {from: Scope}}
        """
            .formatted(server, name("o"), nonce, server));
  }

  /** The Secret of {@code keyed}, which its server does not ask for. */
  void token(String value, String annotation) {
    String url = server("keyed").url().toString();
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: token
          namespace: %s
          labels: {toolrack.dev/credential: Scope}
          annotations:
            toolrack.dev/send-to: "%s"
            %s
        stringData: {token: %s}
        """
            .formatted(name("o"), url, annotation, value));
  }

  void label(String place, String team, String more) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels:
            toolrack.dev/org: %s
            toolrack.dev/team: %s
            %s
        """
            .formatted(name(place), name("o"), team, more));
  }

  String name(String place) {
    return prefix + "-" + place;
  }

  /** The server of the first organisation that an integration of this name stands for. */
  FakeEndpoint server(String name) {
    return servers.endpoint(name + "-" + prefix);
  }
}
