package dev.toolrack.operator.shell.token;

import dev.toolrack.core.address.Consent;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.crds.Api;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.oauth.Tokens;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a token Secret holds of a login, and how that follows from the hand-over Secret. */
final class LoginContents {
  /** What is kept of a login; nothing else that somebody put into the hand-over Secret. */
  private static final List<String> KEYS =
      List.of(
          Api.ACCESS_TOKEN_KEY,
          Api.REFRESH_TOKEN_KEY,
          Api.CLIENT_ID_KEY,
          Api.CLIENT_SECRET_KEY,
          Api.REGISTRATION_URI_KEY,
          Api.REGISTRATION_TOKEN_KEY);

  private static final List<String> ANNOTATIONS =
      List.of(
          Api.TOKEN_EXPIRES_ANNOTATION,
          Api.TOKEN_SCOPES_ANNOTATION,
          Api.TOKEN_ACCOUNT_ANNOTATION,
          Api.SEND_TO_ANNOTATION);

  private final InstantSource clock;

  LoginContents(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether the hand-over Secret ends a login instead of bringing one. */
  static boolean isDisconnect(Secret given) {
    return "true".equals(annotations(given).get(Api.DISCONNECT_ANNOTATION));
  }

  /** The plan that a login was made for; may be empty. */
  static String plan(Secret given) {
    return annotations(given).getOrDefault(Api.TOKEN_PLAN_ANNOTATION, "");
  }

  /** Whether both hold tokens of the same grant, as far as one can tell. */
  static boolean sameGrant(Secret one, Secret other) {
    return value(one, Api.REFRESH_TOKEN_KEY).equals(value(other, Api.REFRESH_TOKEN_KEY))
        && value(one, Api.ACCESS_TOKEN_KEY).equals(value(other, Api.ACCESS_TOKEN_KEY));
  }

  /** What a login gave. */
  Content takenOver(TokenPlan plan, Secret given) {
    var annotations = new HashMap<String, String>();
    ANNOTATIONS.forEach(key -> copy(annotations(given), key, annotations));
    annotations.put(Api.TOKEN_PLAN_ANNOTATION, plan.identity());
    annotations.put(Api.TOKEN_LOGIN_ANNOTATION, given.getMetadata().getUid());
    annotations.put(Api.TOKEN_ISSUER_ANNOTATION, plan.issuer());
    annotations.put(
        Api.TOKEN_REACH_ANNOTATION,
        Objects.requireNonNullElse(given.getMetadata().getLabels(), Map.<String, String>of())
            .getOrDefault(Api.CREDENTIAL_LABEL, ""));
    plan.client().ifPresent(client -> annotations.put(Api.TOKEN_CLIENT_ANNOTATION, client.text()));
    var data = new HashMap<String, String>();
    KEYS.forEach(key -> value(given, key).ifPresent(value -> data.put(key, value)));
    annotations.put(
        Api.TOKEN_RENEWS_ANNOTATION, String.valueOf(data.containsKey(Api.REFRESH_TOKEN_KEY)));
    return new Content(annotations, data);
  }

  /** What a refresh gave: whatever it does not name stays as it was (RFC 6749 section 6). */
  Content refreshed(Secret live, Tokens tokens, Instant received) {
    var annotations = new HashMap<String, String>();
    annotations(live)
        .forEach((key, value) -> {
          if (key.startsWith(Api.GROUP + "/") && !key.equals(Api.OWNER_ANNOTATION)) {
            annotations.put(key, value);
          }
        });
    annotations.remove(Api.TOKEN_EXPIRES_ANNOTATION);
    tokens
        .lifetime()
        .map(lifetime -> received.plus(lifetime).truncatedTo(ChronoUnit.SECONDS))
        .ifPresent(end -> annotations.put(Api.TOKEN_EXPIRES_ANNOTATION, end.toString()));
    tokens
        .scopes()
        .ifPresent(
            scopes -> annotations.put(Api.TOKEN_SCOPES_ANNOTATION, String.join(" ", scopes)));
    var data = new HashMap<String, String>();
    KEYS.forEach(key -> value(live, key).ifPresent(value -> data.put(key, value)));
    data.put(Api.ACCESS_TOKEN_KEY, tokens.accessToken());
    tokens.refreshToken().ifPresent(token -> data.put(Api.REFRESH_TOKEN_KEY, token));
    return new Content(annotations, data);
  }

  /** A login that is over: which one it was, and when that was noticed. */
  Content ended(Secret of) {
    String login =
        annotations(of).getOrDefault(Api.TOKEN_LOGIN_ANNOTATION, of.getMetadata().getUid());
    return new Content(
        Map.of(Api.TOKEN_LOGIN_ANNOTATION, login, Api.TOKEN_RENEWS_ANNOTATION, "false"),
        Map.of("ended_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  /** The client that was registered with the login. */
  static Optional<ClientValues> client(Secret token) {
    return value(token, Api.CLIENT_ID_KEY)
        .map(id -> new ClientValues(id, value(token, Api.CLIENT_SECRET_KEY), Optional.empty()));
  }

  /** Where whoever logged in lets the tokens go. */
  static CredentialConsent consent(Secret token) {
    Consent consent = Consent.of(annotations(token).get(Api.SEND_TO_ANNOTATION));
    return destination -> consent.allows(destination.toString());
  }

  /** One value. */
  static Optional<String> value(Secret secret, String key) {
    return Optional.ofNullable(
            Objects.requireNonNullElse(secret.getData(), Map.<String, String>of()).get(key))
        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static void copy(Map<String, String> from, String key, Map<String, String> to) {
    String value = from.get(key);
    if (value != null) {
      to.put(key, value);
    }
  }

  private static Map<String, String> annotations(Secret secret) {
    return Objects.requireNonNullElse(secret.getMetadata().getAnnotations(), Map.of());
  }
}
