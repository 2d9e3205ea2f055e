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

/** What is said of access tokens that the server does not like. */
class TokenAdviceTest {

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
    Finding finding = refused(changed(from, to), Reason.INSUFFICIENT_SCOPE);
    assertThat(finding.message())
        .startsWith("The server answered 403: the access token lacks a scope. ")
        .contains(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grant: | grant: | Asked for was one for https://crm.example.com/mcp (resource). Mostly its audience (aud) is not this server: give the client an audience mapper there, or correct the connector's spec.oauth.resourceParameter.",
        "issuer: https://login.example.com/a | issuer: https://login.example.com/a%n    resourceParameter: Omit | No parameter resource was sent (the connector's spec.oauth.resourceParameter). Mostly its audience",
        "ClientCredentials, clientRef: {name: client} | AuthorizationCode | Then log in again: kubectl toolrack connect crm -n acme",
        "oauth: {grant: | headers: [{name: X-Key, secretKeyRef: {name: client, key: client_id}}]%n    oauth: {grant: | Sent was also key client_id of Secret client.",
      })
  void aTokenThatIsRejectedIsExplained(String from, String to, String advice) {
    Finding finding = refused(changed(from, to.replace("%n", "\n")), Reason.CREDENTIAL_REJECTED);
    assertThat(finding.message())
        .startsWith("The server answered 401 to the access token that the authorization server")
        .contains(advice)
        // Nobody but the operator writes it.
        .doesNotContain("crm-token", "Renew");
  }

  private static Finding refused(World declared, Reason reason) {
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
        Conditions.loudest(refusing(holding, reason).integration(REF).findings()).orElseThrow();
    assertThat(finding.reason()).isEqualTo(reason);
    return finding;
  }
}
