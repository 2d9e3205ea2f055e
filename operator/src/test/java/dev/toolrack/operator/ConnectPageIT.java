package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * People log in on the operator's page, against an authorization server that does as it is told.
 */
class ConnectPageIT extends ConnectPageCase {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private PageVisitor visitor;

  @BeforeEach
  void anotherBrowser() {
    visitor = new PageVisitor();
  }

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
  void onlyTheBrowserThatBeganEndsIt(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    String token = alice(ns);
    URI back = visitor.upToReturn(link(ns), token);
    HttpResponse<String> nobody = new PageVisitor().get(back);
    var other = new PageVisitor();
    other.get(link(ns));
    HttpResponse<String> somebodyElse = other.get(back);
    assertThat(List.of(nobody.statusCode(), somebodyElse.statusCode())).containsOnly(400);
    String state = "state=";
    assertThat(visitor.get(URI.create(back.toString().replace(state, state + "A"))).statusCode())
        .isEqualTo(400);
    assertThat(visitor.get(URI.create(back + "&" + state + "A")).statusCode()).isEqualTo(400);
    assertThat(login.tokenRequests("authorization_code")).isEmpty();
    assertThat(visitor.get(back).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsOverCannotBeEnded(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    URI back = visitor.upToReturn(link(ns), alice(ns));
    cluster.tamper(
        cluster.client().secrets().inNamespace(ns).withName("crm-connect"), ConnectPageIT::age);
    assertThat(visitor.get(back).statusCode()).isEqualTo(400);
    assertThat(login.tokenRequests("authorization_code")).isEmpty();
    eventually(() -> assertThat(pending(ns)).isEmpty());
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
  void anotherServersAnswerIsNotRedeemed(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    login.respondAs("https://login.example.net");
    URI back = visitor.upToReturn(link(ns), alice(ns));
    HttpResponse<String> refused = visitor.get(back);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("comes from another authorization server");
    assertThat(login.tokenRequests("authorization_code")).isEmpty();
    assertThat(visitor.get(back).body()).as("it is good once").contains("No such login");
  }

  @Test
  void anErrorIsToldInWordsOfOurs(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    login.decline("<b>no_way</b>");
    HttpResponse<String> refused = visitor.get(visitor.upToReturn(link(ns), alice(ns)));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("The login was refused or cancelled.");
    assertThat(refused.body()).doesNotContain("no_way");
  }

  @Test
  void whoMayNotIsNotToldWhatIsThere(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    account(ns, "mallory");
    String mallory = token(ns, "mallory", PUBLIC.toString());
    HttpResponse<String> there = visitor.introduce(link(ns), mallory);
    URI nowhere = URI.create(PUBLIC + "/connect/" + ns + "/nothing");
    HttpResponse<String> notThere = visitor.introduce(nowhere, mallory);
    HttpResponse<String> notThereEither = visitor.introduce(nowhere, alice(ns));
    assertThat(there.statusCode()).isEqualTo(404);
    assertThat(List.of(notThere.statusCode(), notThereEither.statusCode())).containsOnly(404);
    assertThat(List.of(notThere.body(), notThereEither.body())).containsOnly(there.body());
    assertThat(pending(ns)).isEmpty();
  }

  @Test
  void tokensForOthersAreNotTaken(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    alice(ns);
    HttpResponse<String> other =
        visitor.introduce(link(ns), token(ns, "alice", "https://vault.example.com"));
    assertThat(other.statusCode()).isEqualTo(401);
    assertThat(visitor.introduce(link(ns), "nonsense").statusCode()).isEqualTo(401);
    assertThat(visitor.introduce(link(ns), token(ns, "alice")).statusCode()).isEqualTo(200);
  }

  /** A page of another site has neither the cookie's form token nor this site's name. */
  @Test
  void formsOfOtherSitesDoNothing(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    String token = alice(ns);
    HttpResponse<String> form = visitor.get(link(ns));
    var filledIn = Map.of("token", token, "form", "0".repeat(64));
    assertThat(visitor.submit(link(ns), form, filledIn).statusCode()).isEqualTo(400);
    assertThat(new PageVisitor().submit(link(ns), form, Map.of("token", token)).statusCode())
        .isEqualTo(400);
    HttpResponse<String> consent = visitor.introduce(link(ns), token);
    visitor.headers.put("Sec-Fetch-Site", "cross-site");
    assertThat(visitor.agree(link(ns), consent).statusCode()).isEqualTo(400);
    visitor.headers.put("Sec-Fetch-Site", "same-origin");
    assertThat(visitor.agree(link(ns), consent).statusCode()).isEqualTo(200);
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

  @Test
  void whoeverLosesTheRightsMeanwhileHandsNothingOver(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    URI back = visitor.upToReturn(link(ns), alice(ns));
    cluster.client().rbac().roleBindings().inNamespace(ns).withName("connects").delete();
    eventually(() ->
        assertThat(visitor.introduce(link(ns), token(ns, "alice")).statusCode()).isEqualTo(404));
    assertThat(visitor.get(back).statusCode()).isEqualTo(404);
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

  @Test
  void everyAnswerSaysWhatBrowsersMayNotDo(TestNamespace namespace) {
    HttpResponse<String> page = visitor.get(link(namespace.name()));
    assertThat(page.statusCode()).isEqualTo(200);
    for (HttpResponse<String> answer :
        List.of(
            page,
            visitor.get(CALLBACK),
            visitor.get(URI.create(PUBLIC + "/connect/client.json")),
            visitor.get(URI.create(PUBLIC + "/elsewhere")))) {
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self';");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
    assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("__Host-toolrack-connect=")
        .contains("; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite=Lax");
  }

  private String readyMessage(String ns) {
    return cluster.integration(ns, "crm").getStatus().conditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  /** What is remembered; empty if nothing is. */
  private Map<String, String> pending(String ns) {
    Secret secret = cluster.client().secrets().inNamespace(ns).withName("crm-connect").get();
    return secret == null ? Map.of() : secret.getMetadata().getAnnotations();
  }

  /** What is said of the token that is kept. */
  private ObjectMeta token(String ns) {
    return cluster.client().secrets().inNamespace(ns).withName("crm-token").require().getMetadata();
  }

  private static void age(Secret secret) {
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
