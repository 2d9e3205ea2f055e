package dev.toolrack.cli.connect;

import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import dev.toolrack.mcp.oauth.ClientAuthMethod;
import dev.toolrack.mcp.oauth.OAuthClientId;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The OAuth client that an integration names, as whoever logs in may read it. */
record ClientSecret(OAuthClientId client) {

  static ClientSecret read(Cluster cluster, String namespace, String name, Login offered) {
    Secret secret = cluster.require(Secret.class, namespace, name);
    String id =
        value(secret, Api.CLIENT_ID_KEY)
            .orElseThrow(() ->
                new NoAnswer(
                    "Secret %s/%s has no key %s".formatted(namespace, name, Api.CLIENT_ID_KEY)));
    Optional<String> password = value(secret, Api.CLIENT_SECRET_KEY);
    Optional<String> key = value(secret, Api.PRIVATE_KEY_KEY);
    boolean secretless = password.isEmpty() && key.isEmpty();
    return new ClientSecret(
        new OAuthClientId(id, secretless ? ClientAuthMethod.NONE : method(offered), password, key));
  }

  private static ClientAuthMethod method(Login offered) {
    return switch (Objects.requireNonNullElse(offered.clientAuthMethod(), "")) {
      case "None" -> ClientAuthMethod.NONE;
      case "Basic" -> ClientAuthMethod.BASIC;
      case "Post" -> ClientAuthMethod.POST;
      case "PrivateKeyJWT" -> ClientAuthMethod.PRIVATE_KEY_JWT;
      default -> ClientAuthMethod.AUTO;
    };
  }

  private static Optional<String> value(Secret secret, String key) {
    return Optional.ofNullable(
            Objects.requireNonNullElse(secret.getData(), Map.<String, String>of()).get(key))
        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
        .map(String::strip);
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "ClientSecret";
  }
}
