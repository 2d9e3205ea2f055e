package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.FreePort;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** With an operator that serves the connect page, and people with Kubernetes tokens. */
abstract class ConnectPageCase extends LoginCase {
  private static final int PORT = FreePort.next();
  static final URI PUBLIC = URI.create("http://127.0.0.1:" + PORT + "/toolrack");
  static final URI CALLBACK = URI.create(PUBLIC + "/connect/callback");
  PageVisitor visitor;

  @BeforeAll
  @Override
  void startOperator(KubernetesClient client, Config config) {
    ShippedRole.grantConnectPage(client);
    super.startOperator(client, config);
  }

  @Override
  String settings() {
    return RunningOperator.SETTINGS + connectPage(PORT);
  }

  /** The setting that turns the page on. */
  static String connectPage(int port) {
    return "connectPage: {publicUrl: \"%s\", port: %d}%n".formatted(PUBLIC, port);
  }

  /** The link to an integration's page. */
  static URI link(String ns) {
    return URI.create(PUBLIC + "/connect/" + ns + "/crm");
  }

  /** Somebody who may log in for integrations of that namespace, with a token for the page. */
  String alice(String ns) {
    account(ns, "alice");
    cluster.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: connects, namespace: %1$s}
        rules:
        - {apiGroups: [""], resources: [secrets], verbs: [create]}
        - {apiGroups: [toolrack.dev], resources: [mcpintegrations], verbs: [get]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: connects, namespace: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: connects}
        subjects: [{kind: ServiceAccount, name: alice, namespace: %1$s}]
        """
            .formatted(ns));
    eventuallyMayConnect(ns);
    return token(ns, "alice", PUBLIC.toString());
  }

  /** The API server's authorizer learns of roles a moment after they are written. */
  private void eventuallyMayConnect(String ns) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:" + ns + ":alice")
            .withNewResourceAttributes()
            .withVerb("create")
            .withResource("secrets")
            .withNamespace(ns)
            .endResourceAttributes()
            .endSpec()
            .build();
    eventually(() ->
        assertThat(cluster.client().resource(review).create().getStatus().getAllowed()).isTrue());
  }

  void account(String ns, String name) {
    cluster
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(ns)
                .withName(name)
                .endMetadata()
                .build())
        .create();
  }

  /** What {@code kubectl create token} gives. */
  String token(String ns, String account, String... audiences) {
    return cluster
        .client()
        .serviceAccounts()
        .inNamespace(ns)
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(List.of(audiences))
                .withExpirationSeconds(600L)
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  /** An integration that nobody is logged in for, with an agent, once the operator knows it. */
  FakeEndpoint waiting(String ns) {
    FakeEndpoint server = crm(ns);
    declareLogin(ns, server);
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    return server;
  }

  @BeforeEach
  void anotherBrowser() {
    visitor = new PageVisitor();
  }

  /** What is remembered; empty if nothing is. */
  Map<String, String> pending(String ns) {
    Secret secret = cluster.client().secrets().inNamespace(ns).withName("crm-connect").get();
    return secret == null ? Map.of() : secret.getMetadata().getAnnotations();
  }

  /** What is said of the token that is kept. */
  ObjectMeta token(String ns) {
    return cluster.client().secrets().inNamespace(ns).withName("crm-token").require().getMetadata();
  }

  /** Lets what is remembered be over. */
  static void age(Secret secret) {
    String record =
        new String(
            Base64.getDecoder().decode(secret.getData().get("record.json")),
            StandardCharsets.UTF_8);
    String old = Instant.now().minusSeconds(1).toString();
    secret.getMetadata().getAnnotations().put("toolrack.dev/connect-until", old);
    secret
        .getData()
        .put(
            "record.json",
            Base64.getEncoder()
                .encodeToString(
                    record
                        .replaceFirst("\"until\":\"[^\"]*\"", "\"until\":\"" + old + "\"")
                        .getBytes(StandardCharsets.UTF_8)));
  }
}
