package dev.toolrack.cli.token;

import dev.toolrack.cli.TextFile;
import dev.toolrack.cli.WrongUse;
import dev.toolrack.cli.token.TokenSetup.Grant;
import dev.toolrack.cli.token.TokenSetup.Resource;
import dev.toolrack.mcp.auth.ScopeTokens;
import dev.toolrack.mcp.oauth.ClientAuthMethod;
import dev.toolrack.mcp.oauth.OAuthClientId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a plan of options, or says which do not fit together. */
final class TokenSetupReader {
  private static final int WAIT_SECONDS = 300;
  private static final int MAX_PORT = 65535;

  private final TokenOptions given;

  TokenSetupReader(TokenOptions given) {
    this.given = given;
  }

  Optional<TokenSetup> plan() {
    boolean own = given.secretFile != null || given.keyFile != null;
    boolean other = given.assertionFile != null || given.idTokenFile != null;
    if (!given.login && !own && !other) {
      checkNothingElse();
      return Optional.empty();
    }
    checkLogin();
    checkProvider();
    if (Stream.of(given.login, given.assertionFile != null, given.idTokenFile != null)
            .filter(way -> way)
            .count()
        > 1) {
      throw new WrongUse(
          "--oauth-login, --oauth-assertion-file and --oauth-id-token-file: only one of them");
    }
    if (own || other) {
      // A secret belongs to one authorization server, which no other may name.
      require("--oauth-client", given.client, "a secret, key or assertion");
      require("--oauth-issuer", given.issuer, "a secret, key or assertion");
    }
    return Optional.of(
        new TokenSetup(
            grant(),
            Optional.ofNullable(given.client).map(this::client),
            Optional.ofNullable(given.issuer).map(issuer -> issuer("--oauth-issuer", issuer)),
            given.scopes.stream().map(TokenSetupReader::scope).toList(),
            resource()));
  }

  private void checkNothingElse() {
    checkLogin();
    checkProvider();
    boolean useless =
        given.client != null
            || given.issuer != null
            || given.resource != null
            || !given.scopes.isEmpty();
    if (useless) {
      throw new WrongUse(
          "--oauth-...: say how to get a token, with --oauth-login, --oauth-secret-file,"
              + " --oauth-key-file, --oauth-assertion-file or --oauth-id-token-file");
    }
  }

  private void checkLogin() {
    only(given.login, "--oauth-login", "--no-browser", given.noBrowser ? "" : null);
    only(given.login, "--oauth-login", "--login-port", given.port);
    only(given.login, "--oauth-login", "--login-timeout", given.timeout);
    only(given.login, "--oauth-login", "--oauth-client-metadata", given.clientMetadata);
    if (given.client != null && given.clientMetadata != null) {
      throw new WrongUse("--oauth-client and --oauth-client-metadata: only one of them");
    }
    if (given.secretFile != null && given.keyFile != null) {
      throw new WrongUse("--oauth-secret-file and --oauth-key-file: only one of them");
    }
  }

  private void checkProvider() {
    boolean idToken = given.idTokenFile != null;
    only(idToken, "--oauth-id-token-file", "--oauth-idp", given.provider);
    only(idToken, "--oauth-id-token-file", "--oauth-idp-client", given.providerClient);
    only(idToken, "--oauth-id-token-file", "--oauth-idp-secret-file", given.providerSecretFile);
    if (idToken) {
      require("--oauth-idp", given.provider, "--oauth-id-token-file");
      require("--oauth-idp-client", given.providerClient, "--oauth-id-token-file");
    }
  }

  private static void only(boolean with, String wanted, String option, @Nullable Object value) {
    if (value != null && !with) {
      throw new WrongUse(option + ": only with " + wanted);
    }
  }

  private static void require(String option, @Nullable Object value, String of) {
    if (value == null) {
      throw new WrongUse(option + ": is needed with " + of);
    }
  }

  private Grant grant() {
    if (given.login) {
      return new Grant.Login(
          !given.noBrowser,
          within("--login-port", Objects.requireNonNullElse(given.port, 0), 0, MAX_PORT),
          Duration.ofSeconds(
              within(
                  "--login-timeout",
                  Objects.requireNonNullElse(given.timeout, WAIT_SECONDS),
                  1,
                  Integer.MAX_VALUE)),
          Optional.ofNullable(given.clientMetadata)
              .map(url -> ClientDocument.checked("--oauth-client-metadata", url)));
    }
    if (given.assertionFile != null) {
      return new Grant.Assertion(jwt("--oauth-assertion-file", given.assertionFile));
    }
    if (given.idTokenFile != null) {
      return new Grant.IdToken(
          jwt("--oauth-id-token-file", given.idTokenFile),
          issuer("--oauth-idp", Objects.requireNonNull(given.provider)),
          client(
              Objects.requireNonNull(given.providerClient),
              "--oauth-idp-secret-file",
              given.providerSecretFile));
    }
    return new Grant.ClientCredentials();
  }

  private OAuthClientId client(String id) {
    return given.keyFile == null
        ? client(id, "--oauth-secret-file", given.secretFile)
        : OAuthClientId.withKey(id, TextFile.secret("--oauth-key-file", given.keyFile));
  }

  private static OAuthClientId client(String id, String option, @Nullable Path secret) {
    return secret == null
        ? OAuthClientId.publicClient(id)
        : OAuthClientId.withSecret(id, TextFile.secret(option, secret), ClientAuthMethod.AUTO);
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new WrongUse(most == MAX_PORT ? option + ": a port" : option + ": at least 1 second");
    }
    return value;
  }

  private static String jwt(String option, Path file) {
    String jwt = TextFile.secret(option, file);
    if (Arrays.stream(jwt.split("\\.", -1)).filter(part -> part.matches("[\\w-]+")).count() < 3) {
      throw new WrongUse(option + ": the file holds no signed JWT");
    }
    return jwt;
  }

  private static String issuer(String option, String issuer) {
    try {
      URI url = URI.create(issuer);
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (http
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return issuer;
      }
    } catch (IllegalArgumentException e) {
      // As if it had no host.
    }
    throw new WrongUse(option + ": an issuer's URL, without query and fragment");
  }

  private static String scope(String scope) {
    if (!ScopeTokens.isToken(scope)) {
      throw new WrongUse("--oauth-scope: one scope at a time, of printable ASCII without spaces");
    }
    return scope;
  }

  private Resource resource() {
    String resource = Objects.requireNonNullElse(given.resource, "auto");
    if (resource.equals("auto")) {
      return new Resource.Auto();
    }
    if (resource.equals("omit")) {
      return new Resource.Omit();
    }
    try {
      URI uri = URI.create(resource);
      if (uri.isAbsolute() && uri.getRawFragment() == null) {
        return new Resource.Named(uri);
      }
    } catch (IllegalArgumentException e) {
      // As if it were relative.
    }
    throw new WrongUse("--oauth-resource: auto, omit or an absolute URI without a fragment");
  }
}
