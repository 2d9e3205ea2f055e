package dev.toolrack.operator.shell.token;

import dev.toolrack.core.address.Consent;
import dev.toolrack.core.cluster.TokenReading;
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
import java.util.stream.Stream;

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

  /** Why what was handed over is of no use; empty if it is of use. */
  static Optional<String> flaw(TokenPlan plan, Secret given) {
    if (!plan.identity().equals(annotations(given).get(Api.TOKEN_PLAN_ANNOTATION))) {
      return Optional.of("The login was made for other settings than they are now.");
    }
    return holdsToken(kept(given)) ? Optional.empty() : Optional.of("The login brought no token.");
  }

  /** Whether there is a token, or one to get it with. */
  static boolean holdsToken(Content content) {
    return content.data().containsKey(Api.ACCESS_TOKEN_KEY)
        || content.data().containsKey(Api.REFRESH_TOKEN_KEY);
  }

  /** Whether both hold tokens of the same grant, as far as one can tell. */
  static boolean sameGrant(Content one, Content other) {
    return Stream.of(Api.REFRESH_TOKEN_KEY, Api.ACCESS_TOKEN_KEY)
        .allMatch(key -> Objects.equals(one.data().get(key), other.data().get(key)));
  }

  /** What a token Secret of a login holds. */
  static Content kept(Secret live) {
    var annotations = new HashMap<String, String>();
    annotations(live)
        .forEach((key, value) -> {
          if (key.startsWith(Api.GROUP + "/") && !key.equals(Api.OWNER_ANNOTATION)) {
            annotations.put(key, value);
          }
        });
    var data = new HashMap<String, String>();
    KEYS.forEach(key -> value(live, key).ifPresent(value -> data.put(key, value)));
    return new Content(annotations, data);
  }

  /** What a login gave. */
  static Content takenOver(TokenPlan plan, Secret given) {
    var annotations = new HashMap<String, String>();
    ANNOTATIONS.forEach(key -> copy(annotations(given), key, annotations));
    annotations.put(Api.TOKEN_PLAN_ANNOTATION, plan.identity());
    annotations.put(Api.TOKEN_LOGIN_ANNOTATION, given.getMetadata().getUid());
    annotations.put(
        Api.TOKEN_REACH_ANNOTATION,
        Objects.requireNonNullElse(given.getMetadata().getLabels(), Map.<String, String>of())
            .getOrDefault(Api.CREDENTIAL_LABEL, ""));
    plan.client().ifPresent(client -> annotations.put(Api.TOKEN_CLIENT_ANNOTATION, client.text()));
    Map<String, String> data = kept(given).data();
    annotations.put(
        Api.TOKEN_RENEWS_ANNOTATION, String.valueOf(data.containsKey(Api.REFRESH_TOKEN_KEY)));
    return new Content(annotations, data);
  }

  /** What a refresh gave: whatever it does not name stays as it was (RFC 6749 section 6). */
  static Content refreshed(TokenPlan plan, Content before, Tokens tokens, Instant received) {
    var annotations = new HashMap<>(before.annotations());
    annotations.remove(Api.TOKEN_EXPIRES_ANNOTATION);
    // With another version of the client than before, perhaps: it is not refreshed for that again.
    plan.client().ifPresent(client -> annotations.put(Api.TOKEN_CLIENT_ANNOTATION, client.text()));
    annotations.putAll(TokenReading.annotations(tokens.lifetime(), tokens.scopes(), received));
    var data = new HashMap<>(before.data());
    data.put(Api.ACCESS_TOKEN_KEY, tokens.accessToken());
    tokens.refreshToken().ifPresent(token -> data.put(Api.REFRESH_TOKEN_KEY, token));
    return new Content(annotations, data);
  }

  /** The login that is there goes on; what was handed over is of no use. */
  static Content refused(Content live, Secret given, String why) {
    var annotations = new HashMap<>(live.annotations());
    annotations.put(Api.TOKEN_LOGIN_ANNOTATION, given.getMetadata().getUid());
    annotations.put(Api.TOKEN_REFUSED_ANNOTATION, why);
    return new Content(annotations, live.data());
  }

  /**
   * A login that is over: which one it was, and when that was noticed.
   *
   * @param login UID of the Secret that it, or its end, came in
   * @param refused why what came in it is of no use; empty = it was of use once
   */
  Content ended(String login, Optional<String> refused) {
    var annotations = new HashMap<String, String>();
    annotations.put(Api.TOKEN_LOGIN_ANNOTATION, login);
    annotations.put(Api.TOKEN_RENEWS_ANNOTATION, "false");
    refused.ifPresent(why -> annotations.put(Api.TOKEN_REFUSED_ANNOTATION, why));
    return new Content(
        annotations,
        Map.of("ended_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  /** The client that was registered with the login. */
  static Optional<ClientValues> client(Content token) {
    return Optional.ofNullable(token.data().get(Api.CLIENT_ID_KEY))
        .map(id ->
            new ClientValues(
                id,
                Optional.ofNullable(token.data().get(Api.CLIENT_SECRET_KEY)),
                Optional.empty()));
  }

  /** Where whoever logged in lets the tokens go. */
  static CredentialConsent consent(Content token) {
    Consent consent = Consent.of(token.annotations().get(Api.SEND_TO_ANNOTATION));
    return destination -> consent.allows(destination.toString());
  }

  private static Optional<String> value(Secret secret, String key) {
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
