package dev.toolrack.cli.token;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an access token comes from, if the server wants one. */
public final class TokenOptions {
  @Option(
      names = "--oauth-login",
      description = "If the server wants a token: log in with a browser on this machine.")
  boolean login;

  @Option(
      names = "--no-browser",
      description = "With --oauth-login: print the address, and open no browser.")
  boolean noBrowser;

  @Option(
      names = "--login-port",
      paramLabel = "PORT",
      description =
          "With --oauth-login: where the browser comes back to, http://127.0.0.1:PORT/callback."
              + " Default: any free port.")
  @Nullable Integer port;

  @Option(
      names = "--login-timeout",
      paramLabel = "SECONDS",
      description = "With --oauth-login: how long to wait for the browser. Default: 300.")
  @Nullable Integer timeout;

  @Option(
      names = "--oauth-client",
      paramLabel = "ID",
      description =
          "The OAuth client. Without it, a login uses --oauth-client-metadata, or registers a"
              + " client and deletes it at the end, where the authorization server offers that.")
  @Nullable String client;

  @Option(
      names = "--oauth-client-metadata",
      paramLabel = "URL",
      description =
          "With --oauth-login: the URL of a client's metadata document, for authorization servers"
              + " that take one for a client ID.")
  @Nullable URI clientMetadata;

  @Option(
      names = "--oauth-secret-file",
      paramLabel = "FILE",
      description =
          "The client's secret; - is the standard input. Without a login: get a token for the"
              + " client itself.")
  @Nullable Path secretFile;

  @Option(
      names = "--oauth-key-file",
      paramLabel = "FILE",
      description = "The client's private key instead of a secret: PKCS#8 in PEM form.")
  @Nullable Path keyFile;

  @Option(
      names = "--oauth-issuer",
      paramLabel = "ISSUER",
      description =
          "The authorization server that the client belongs to. Default, without any secret: the"
              + " one that the server names.")
  @Nullable String issuer;

  @Option(
      names = "--oauth-scope",
      paramLabel = "SCOPE",
      description =
          "What to ask for; may be repeated. Default: what the server wants. If it wants more later,"
              + " that is added.")
  List<String> scopes = List.of();

  @Option(
      names = "--oauth-resource",
      paramLabel = "auto|omit|URI",
      description = "What the token is for. Default: auto, what the server says that it is.")
  @Nullable String resource;

  @Option(
      names = "--oauth-assertion-file",
      paramLabel = "FILE",
      description =
          "A JWT that the authorization server trusts, such as a workload's: get a token for it.")
  @Nullable Path assertionFile;

  @Option(
      names = "--oauth-id-token-file",
      paramLabel = "FILE",
      description =
          "Your ID token of an identity provider that manages access to the server: it exchanges it"
              + " for an assertion, and the authorization server that for a token.")
  @Nullable Path idTokenFile;

  @Option(
      names = "--oauth-idp",
      paramLabel = "ISSUER",
      description = "With --oauth-id-token-file: the identity provider.")
  @Nullable String provider;

  @Option(
      names = "--oauth-idp-client",
      paramLabel = "ID",
      description = "With --oauth-id-token-file: the client that the ID token was issued to.")
  @Nullable String providerClient;

  @Option(
      names = "--oauth-idp-secret-file",
      paramLabel = "FILE",
      description = "With --oauth-id-token-file: that client's secret, if it has one.")
  @Nullable Path providerSecretFile;

  /**
   * What the options ask for, with their files read.
   *
   * @return empty if they ask for nothing
   * @throws dev.toolrack.cli.WrongUse if they do not fit together
   */
  Optional<TokenSetup> plan() {
    return new TokenSetupReader(this).plan();
  }
}
