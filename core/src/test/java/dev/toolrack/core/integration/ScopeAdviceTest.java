package dev.toolrack.core.integration;

import static dev.toolrack.core.integration.OneTokenIntegration.REF;
import static dev.toolrack.core.integration.OneTokenIntegration.changed;
import static dev.toolrack.core.integration.OneTokenIntegration.kept;
import static dev.toolrack.core.integration.OneTokenIntegration.plan;
import static dev.toolrack.core.integration.OneTokenIntegration.refusing;
import static dev.toolrack.core.integration.OneTokenIntegration.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.CredentialReach;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of access tokens that lack a scope. */
class ScopeAdviceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grant: | grant: | Asked for: mcp.read. Granted: mcp.read. Add what is lacking to spec.credentials.oauth.scopes; the connector also allows: mcp.write.",
        "[mcp.read, mcp.write] | [mcp.read] | That is all that connector crm allows: its spec.oauth.scopes would have to name more.",
        "[mcp.read, mcp.write] | [] | Add what is lacking to spec.credentials.oauth.scopes.",
        "ClientCredentials, clientRef: {name: client} | AuthorizationCode | Then log in again: kubectl toolrack connect crm -n acme",
      })
  void aTokenThatIsTooNarrowIsExplained(String from, String to, String advice) {
    World declared = changed(from, to);
    TokenFacts token = token(plan(declared));
    var login =
        new TokenFacts.Login(
            "login-1",
            CredentialReach.SCOPE,
            "https://crm.example.com/",
            true,
            "",
            Optional.empty());
    World holding =
        declared.holding(
            REF,
            kept(
                new TokenFacts(
                    token.uid(),
                    token.resourceVersion(),
                    token.identity(),
                    token.client(),
                    token.expires(),
                    token.scopes(),
                    plan(declared).login().map(_ -> login))));
    Finding finding =
        Conditions.loudest(refusing(holding, Reason.INSUFFICIENT_SCOPE).integration(REF).findings())
            .orElseThrow();
    assertThat(finding.reason()).isEqualTo(Reason.INSUFFICIENT_SCOPE);
    assertThat(finding.message())
        .startsWith("The server answered 403: the access token lacks a scope. ")
        .contains(advice);
  }
}
