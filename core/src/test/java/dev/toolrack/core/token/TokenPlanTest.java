package dev.toolrack.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.crds.ClientAuthMethod;
import dev.toolrack.crds.OAuthGrant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a token is good for, and what somebody agrees to who logs in. */
class TokenPlanTest {
  private static final String SERVER = "https://crm.example.com/a";
  private static final String PAGE = "https://login.example.com/authorize";
  private static final String REVOCATION = "https://login.example.com/revoke";

  @Test
  void moreIsAgreedToThanATokenIsGoodFor() {
    TokenPlan plan = plan(SERVER, PAGE, REVOCATION, Map.of("prompt", "consent"));
    List<TokenPlan> others =
        List.of(
            plan("https://crm.example.com/b", PAGE, REVOCATION, Map.of("prompt", "consent")),
            plan(
                SERVER,
                "https://evil.example.net/authorize",
                REVOCATION,
                Map.of("prompt", "consent")),
            plan(SERVER, PAGE, "https://evil.example.net/revoke", Map.of("prompt", "consent")),
            plan(SERVER, PAGE, REVOCATION, Map.of("prompt", "none")));
    assertThat(others).extracting(TokenPlan::identity).containsOnly(plan.identity());
    assertThat(others)
        .extracting(TokenPlan::agreement)
        .doesNotHaveDuplicates()
        .doesNotContain(plan.agreement());
    assertThat(plan(SERVER, PAGE, REVOCATION, Map.of("prompt", "consent")).agreement())
        .isEqualTo(plan.agreement());
  }

  private static TokenPlan plan(
      String server, String page, String revocation, Map<String, String> parameters) {
    return new TokenPlan(
        OAuthGrant.AUTHORIZATION_CODE,
        "connector",
        "sales",
        HttpUrl.parse(server).orElseThrow(),
        "https://login.example.com",
        Optional.empty(),
        HttpUrl.parse(revocation),
        ClientAuthMethod.AUTO,
        Optional.empty(),
        Optional.empty(),
        List.of("mcp.read"),
        new TreeMap<>(),
        Duration.ofSeconds(5),
        Optional.empty(),
        Optional.of(
            new TokenPlan.Login(HttpUrl.parse(page), new TreeMap<>(parameters), Optional.empty())));
  }
}
