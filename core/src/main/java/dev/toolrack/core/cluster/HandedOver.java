package dev.toolrack.core.cluster;

import dev.toolrack.crds.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a login gave, in the form in which the operator is handed it: a Secret's annotations and
 * values.
 *
 * @param plan identity of what was logged in for
 * @param destinations URLs that the tokens may be sent to, the client's secret among them
 * @param grant the tokens
 * @param client who asked, where the integration names no client
 */
public record HandedOver(
    String plan, List<String> destinations, Grant grant, Optional<Client> client) {
  /** Takes a copy. */
  public HandedOver {
    destinations = List.copyOf(destinations);
  }

  /**
   * Tokens.
   *
   * @param accessToken a secret
   * @param refreshToken a secret
   * @param lifetime of the access token; empty = nobody said
   * @param scopes what was granted; empty = nobody said
   * @param account who logged in, where the authorization server told
   * @param received when they came
   */
  public record Grant(
      String accessToken,
      Optional<String> refreshToken,
      Optional<Duration> lifetime,
      Optional<List<String>> scopes,
      Optional<String> account,
      Instant received) {

    /** Shows nothing: all of it is secret or names somebody. */
    @Override
    public String toString() {
      return "Grant";
    }
  }

  /**
   * A client of this login only.
   *
   * @param id its identifier
   * @param secret its password
   * @param registrationUri where its registration can be deleted (RFC 7592)
   * @param registrationToken what that takes; a secret
   */
  public record Client(
      String id,
      Optional<String> secret,
      Optional<String> registrationUri,
      Optional<String> registrationToken) {

    /** Shows nothing: all of it is secret or names somebody. */
    @Override
    public String toString() {
      return "Client";
    }
  }

  /** What may be known of it. */
  public Map<String, String> annotations() {
    var annotations =
        new HashMap<>(TokenReading.annotations(grant.lifetime, grant.scopes, grant.received));
    annotations.put(Api.TOKEN_PLAN_ANNOTATION, plan);
    annotations.put(Api.SEND_TO_ANNOTATION, sendTo());
    grant.account.ifPresent(account -> annotations.put(Api.TOKEN_ACCOUNT_ANNOTATION, account));
    return annotations;
  }

  /** The client's registration is deleted with its own token, where that was given. */
  private String sendTo() {
    return Stream.concat(destinations.stream(), client.flatMap(Client::registrationUri).stream())
        .map(HandedOver::withoutQuery)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** The values. */
  public Map<String, String> data() {
    var data = new HashMap<String, String>();
    data.put(Api.ACCESS_TOKEN_KEY, grant.accessToken);
    grant.refreshToken.ifPresent(token -> data.put(Api.REFRESH_TOKEN_KEY, token));
    client.ifPresent(who -> {
      data.put(Api.CLIENT_ID_KEY, who.id);
      who.secret.ifPresent(secret -> data.put(Api.CLIENT_SECRET_KEY, secret));
      who.registrationUri.ifPresent(uri -> data.put(Api.REGISTRATION_URI_KEY, uri));
      who.registrationToken.ifPresent(token -> data.put(Api.REGISTRATION_TOKEN_KEY, token));
    });
    return data;
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
