package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom and what the connect page turns away, and what it then says. */
class ConnectPageRefusalsIT extends ConnectPageCase {

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
}
