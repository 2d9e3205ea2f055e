package dev.toolrack.operator.shell.token;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.crds.Api;
import dev.toolrack.mcp.oauth.Tokens;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import dev.toolrack.operator.shell.token.PersonsLogins.Asker;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * What a person's login gave.
 *
 * @param plan what was logged in for
 * @param asker who asked, where the integration names no client
 * @param tokens the tokens
 * @param received when they came
 * @param endpoint where they have to go besides MCP server and issuer
 * @param reach how far copies of the token may travel, as the person said
 */
public record PersonsGrant(
    TokenPlan plan,
    Optional<Asker> asker,
    Tokens tokens,
    Instant received,
    Optional<URI> endpoint,
    String reach) {

  /** The form in which it is handed over. */
  public Content content() {
    return new Content(annotations(), data());
  }

  private Map<String, String> annotations() {
    var annotations = new HashMap<String, String>();
    annotations.put(Api.TOKEN_PLAN_ANNOTATION, plan.identity());
    annotations.put(Api.TOKEN_REACH_ANNOTATION, reach);
    annotations.put(Api.SEND_TO_ANNOTATION, sendTo());
    // Rounded down: to the other side it would be good for longer than it is.
    tokens
        .lifetime()
        .map(lifetime -> received.plus(lifetime).truncatedTo(ChronoUnit.SECONDS))
        .ifPresent(end -> annotations.put(Api.TOKEN_EXPIRES_ANNOTATION, end.toString()));
    tokens
        .scopes()
        .ifPresent(
            scopes -> annotations.put(Api.TOKEN_SCOPES_ANNOTATION, String.join(" ", scopes)));
    tokens.account().ifPresent(account -> annotations.put(Api.TOKEN_ACCOUNT_ANNOTATION, account));
    return annotations;
  }

  /** What the consent page shows: nothing else was agreed to. */
  private String sendTo() {
    var destinations = new LinkedHashSet<String>();
    destinations.add(withoutQuery(plan.server().toString()));
    destinations.add(withoutQuery(plan.issuer()));
    endpoint.ifPresent(url -> destinations.add(withoutQuery(url.toString())));
    return String.join(" ", destinations);
  }

  private Map<String, String> data() {
    var data = new HashMap<String, String>();
    data.put(Api.ACCESS_TOKEN_KEY, tokens.accessToken());
    tokens.refreshToken().ifPresent(token -> data.put(Api.REFRESH_TOKEN_KEY, token));
    asker.ifPresent(who -> {
      data.put(Api.CLIENT_ID_KEY, who.client().id());
      who.client().secret().ifPresent(secret -> data.put(Api.CLIENT_SECRET_KEY, secret));
      who.managementUri().ifPresent(uri -> data.put(Api.REGISTRATION_URI_KEY, uri.toString()));
      who.managementToken().ifPresent(token -> data.put(Api.REGISTRATION_TOKEN_KEY, token));
    });
    return data;
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** Shows nothing of the tokens. */
  @Override
  public String toString() {
    return "PersonsGrant[" + tokens + "]";
  }
}
