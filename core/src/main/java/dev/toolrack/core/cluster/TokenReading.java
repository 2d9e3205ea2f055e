package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenFacts.Login;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.WireValue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes facts of token Secrets, which say everything but the tokens in their metadata. */
public final class TokenReading {

  private TokenReading() {}

  /** What may be known of a token Secret. */
  public static TokenFacts facts(HasMetadata token) {
    var metadata = token.getMetadata();
    Map<String, String> annotations =
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
    return new TokenFacts(
        Objects.requireNonNullElse(metadata.getUid(), ""),
        Objects.requireNonNullElse(metadata.getResourceVersion(), ""),
        annotations.getOrDefault(Api.TOKEN_PLAN_ANNOTATION, ""),
        SecretVersion.read(annotations.getOrDefault(Api.TOKEN_CLIENT_ANNOTATION, "")),
        expires(annotations.get(Api.TOKEN_EXPIRES_ANNOTATION)),
        scopes(annotations.getOrDefault(Api.TOKEN_SCOPES_ANNOTATION, "")),
        login(annotations));
  }

  /**
   * What a token Secret's metadata say of tokens that came just now.
   *
   * @param lifetime how long the access token lasts; empty = nobody said
   * @param scopes what was granted; empty = nobody said
   */
  public static Map<String, String> annotations(
      Optional<Duration> lifetime, Optional<List<String>> scopes, Instant received) {
    var annotations = new HashMap<String, String>();
    // Rounded down: to the other side it would be good for longer than it is.
    lifetime
        .map(life -> received.plus(life).truncatedTo(ChronoUnit.SECONDS))
        .ifPresent(end -> annotations.put(Api.TOKEN_EXPIRES_ANNOTATION, end.toString()));
    scopes
        .map(granted -> String.join(" ", granted))
        .filter(granted -> !granted.isEmpty())
        .ifPresent(granted -> annotations.put(Api.TOKEN_SCOPES_ANNOTATION, granted));
    return annotations;
  }

  private static Optional<Login> login(Map<String, String> annotations) {
    return Optional.ofNullable(annotations.get(Api.TOKEN_LOGIN_ANNOTATION))
        .map(handOver ->
            new Login(
                handOver,
                WireValue.read(
                    CredentialReach.values(),
                    annotations.getOrDefault(Api.TOKEN_REACH_ANNOTATION, ""),
                    CredentialReach.UNRECOGNISED),
                annotations.getOrDefault(Api.SEND_TO_ANNOTATION, ""),
                Boolean.parseBoolean(annotations.get(Api.TOKEN_RENEWS_ANNOTATION)),
                annotations.getOrDefault(Api.TOKEN_ACCOUNT_ANNOTATION, ""),
                Optional.ofNullable(annotations.get(Api.TOKEN_REFUSED_ANNOTATION))));
  }

  /** A token that began with a login, as a source: with the consent of whoever logged in. */
  public static Optional<SecretFacts> asSource(HasMetadata token) {
    TokenFacts facts = facts(token);
    return facts
        .login()
        .map(login ->
            new SecretFacts(
                facts.uid(),
                facts.resourceVersion(),
                true,
                login.reach(),
                login.sendTo(),
                Map.of(Api.ACCESS_TOKEN_KEY, true)));
  }

  /**
   * A token Secret as a source of agents' credentials: with the consent of whoever owns the client
   * that it was obtained with.
   *
   * @param client that Secret, as it is now
   */
  public static SecretFacts asSource(HasMetadata token, SecretFacts client) {
    TokenFacts facts = facts(token);
    boolean same = facts.client().filter(c -> c.uid().equals(client.uid())).isPresent();
    return new SecretFacts(
        facts.uid(),
        facts.resourceVersion(),
        same && client.consented(),
        client.reach(),
        client.sendTo(),
        Map.of(Api.ACCESS_TOKEN_KEY, true));
  }

  /** One that cannot be read has been over for long: nobody but the operator writes it. */
  private static Optional<Instant> expires(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.of(Instant.EPOCH);
    }
  }

  private static List<String> scopes(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
