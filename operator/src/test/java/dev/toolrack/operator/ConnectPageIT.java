package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * People log in on the operator's page, against an authorization server that does as it is told.
 */
class ConnectPageIT extends ConnectPageCase {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  @Test
  void aLoginIsTakenOverOnce(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = waiting(ns);
    assertThat(readyMessage(ns)).contains("kubectl toolrack connect crm", link(ns).toString());
    String token = alice(ns);
    HttpResponse<String> consent = visitor.introduce(link(ns), token);
    assertThat(consent.body())
        .contains(server.url().toString(), login.issuer().toString(), "mcp.read", ":alice")
        .doesNotContain(token);
    URI back = visitor.comeBack(visitor.agree(link(ns), consent));
    assertThat(back.toString()).startsWith(CALLBACK + "?");
    assertThat(pending(ns)).isNotEmpty();
    HttpResponse<String> done = visitor.get(back);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(done.body()).contains("Logged in");
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    assertThat(login.accepts(held(ns), server.url(), "mcp.read")).isTrue();
    assertThat(token(ns).getAnnotations()).containsEntry("toolrack.dev/token-reach", "Namespace");
    eventually(() -> assertThat(pending(ns)).isEmpty());

    HttpResponse<String> again = visitor.get(back);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(login.isActive(login.grantOf(held(ns)).orElseThrow())).isTrue();
    assertThat(login.tokenRequests("authorization_code")).hasSize(1);
    assertThat(login.requests(OauthEndpoint.REGISTRATION)).hasSize(1);
  }

  @Test
  void whatNobodyNeedsAnyMoreGoes(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    URI back = visitor.upToReturn(link(ns), alice(ns));
    cluster.integration(ns, "crm", "connectorRef: {name: crm}");
    eventually(() -> assertThat(pending(ns)).isEmpty());
    assertThat(visitor.get(back).statusCode()).isEqualTo(400);
  }

  @Test
  void whomAProxyVouchesForNeedsNoToken(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    visitor.headers.put("Authorization", "Bearer " + alice(ns));
    HttpResponse<String> consent = visitor.get(link(ns));
    assertThat(consent.body()).contains("Log in for an integration", ":alice");
    assertThat(pending(ns)).as("nothing is written for a mere visit").isEmpty();
    URI back =
        visitor.comeBack(visitor.submit(link(ns), consent, Map.of("begin", "yes", "lend", "yes")));
    assertThat(visitor.get(back).statusCode()).isEqualTo(200);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    assertThat(token(ns).getAnnotations()).containsEntry("toolrack.dev/token-reach", "Scope");
  }

  @Test
  void whoOnlyBeginsDisturbsNobody(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = waiting(ns);
    connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    String before = held(ns);
    String kept = token(ns).getResourceVersion();
    URI back = visitor.upToReturn(link(ns), alice(ns));
    // Whatever is decided after it knows of what was begun.
    loginIntegration(ns, "displayName: again");
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    assertThat(token(ns).getResourceVersion()).isEqualTo(kept);
    assertThat(held(ns)).isEqualTo(before);
    assertThat(visitor.get(back).statusCode()).isEqualTo(200);
    eventually(() -> assertThat(held(ns)).isNotEmpty().isNotEqualTo(before));
    eventually(() -> assertThat(login.accepts(before)).as("the login before is ended").isFalse());
  }

  @Test
  void otherSettingsNeedAnotherLogin(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = waiting(ns);
    String plan = offered(ns).plan();
    URI back = visitor.upToReturn(link(ns), alice(ns));
    connector(ns, server.url(), login.issuer(), "scopes: [mcp.read, mcp.write]");
    eventually(() -> assertThat(offered(ns).plan()).isNotEqualTo(plan));
    HttpResponse<String> changed = visitor.get(back);
    assertThat(changed.statusCode()).isEqualTo(409);
    assertThat(changed.body()).contains("The settings have changed");
    assertThat(login.tokenRequests("authorization_code")).isEmpty();
  }

  /** Behind one Service a browser may come back to any replica. */
  @Test
  void aReplicaThatStandsByServesItToo(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    String lease = ShippedRole.grantLease(cluster.client());
    holdLease(lease);
    var standby =
        RunningOperator.SETTINGS.replace("{enabled: false}", "{namespace: " + lease + "}");
    try (var second = RunningOperator.start(operatorConfig, standby + connectPage(0));
        var without = RunningOperator.start(operatorConfig, standby)) {
      assertThat(without.operator().connectPort()).as("off by default").isEmpty();
      int port = second.operator().connectPort().orElseThrow();
      URI back = visitor.upToReturn(link(ns), alice(ns));
      URI there = URI.create(back.toString().replace(PUBLIC.getAuthority(), "127.0.0.1:" + port));
      HttpResponse<String> done = visitor.get(there);
      assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
      assertThat(visitor.get(back).statusCode()).isEqualTo(400);
      cluster.eventuallyState(ns, "crm", "Connected/Ready");
    } finally {
      cluster.client().leases().inNamespace(lease).withName("toolrack-operator").delete();
    }
  }

  /** Where the operator may read no Secrets, the page knows of nothing. */
  @Test
  void whatIsNotInAnEnabledNamespaceIsNotThere(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    String lease = ShippedRole.grantLease(cluster.client());
    holdLease(lease);
    var standby =
        RunningOperator.SETTINGS.replace("{enabled: false}", "{namespace: " + lease + "}");
    try (var elsewhere =
        RunningOperator.start(
            operatorConfig, standby + "namespaces: [default]\n" + connectPage(0))) {
      int port = elsewhere.operator().connectPort().orElseThrow();
      visitor.headers.put("Authorization", "Bearer " + alice(ns));
      URI there =
          URI.create(link(ns).toString().replace(PUBLIC.getAuthority(), "127.0.0.1:" + port));
      HttpResponse<String> nothing = visitor.get(URI.create(there + "-not"));
      HttpResponse<String> notEnabled = visitor.get(there);
      assertThat(nothing.statusCode()).isEqualTo(404);
      assertThat(notEnabled.statusCode()).isEqualTo(404);
      assertThat(notEnabled.body()).isEqualTo(nothing.body());
    } finally {
      cluster.client().leases().inNamespace(lease).withName("toolrack-operator").delete();
    }
  }

  private void holdLease(String namespace) {
    cluster.apply(
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: toolrack-operator, namespace: %1$s}
        spec:
          holderIdentity: somebody
          leaseDurationSeconds: 3600
          acquireTime: "%2$s"
          renewTime: "%2$s"
        """
            .formatted(namespace, ZonedDateTime.now(ZoneOffset.UTC).format(MICROS)));
  }
}
