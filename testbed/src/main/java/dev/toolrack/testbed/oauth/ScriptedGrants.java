package dev.toolrack.testbed.oauth;

import dev.toolrack.testbed.oauth.ScriptedClients.Client;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Codes, access tokens and refresh tokens. As at Keycloak, a refresh token that was used before
 * ends the whole grant, and so does a code that was.
 */
final class ScriptedGrants {
  private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

  private final Map<String, Grant> grants = new HashMap<>();
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Access> accesses = new HashMap<>();
  private final Map<String, Grant> refreshTokens = new HashMap<>();
  private final List<String> revoked = new ArrayList<>();
  private Set<String> scopes = new TreeSet<>(Set.of("mcp.read", "mcp.write", "offline_access"));
  private Duration lifetime = Duration.ofMinutes(5);
  private boolean rotating = true;
  private int reuses;

  /** What somebody let a client do. */
  private static final class Grant {
    final String id = "grant-" + UUID.randomUUID();
    final Client client;
    final Set<String> scopes;
    final List<String> resources;
    final List<String> allRefreshTokens = new ArrayList<>();
    @Nullable String refreshToken;
    int refreshes;
    boolean ended;

    Grant(Client client, Set<String> scopes, List<String> resources) {
      this.client = client;
      this.scopes = scopes;
      this.resources = resources;
    }
  }

  private record Code(Grant grant, String redirect, String challenge, Instant expiry) {}

  private record Access(Grant grant, Set<String> scopes, Instant expiry) {}

  /** What is handed out; the refresh token is empty for client credentials. */
  record Issued(String grant, String access, String refresh, String scope, Duration lifetime) {}

  synchronized void lifetime(Duration next) {
    lifetime = next;
  }

  synchronized void rotating(boolean next) {
    rotating = next;
  }

  synchronized void scopes(Set<String> next) {
    scopes = new TreeSet<>(next);
  }

  synchronized Set<String> scopes() {
    return Set.copyOf(scopes);
  }

  /** A code for whoever has the verifier. */
  synchronized String code(
      Client client,
      Optional<String> scope,
      List<String> resources,
      String redirect,
      String challenge)
      throws OauthRefusal {
    var code = "code-" + UUID.randomUUID();
    var grant = open(client, scope, resources);
    codes.put(code, new Code(grant, redirect, challenge, Instant.now().plus(CODE_LIFETIME)));
    return code;
  }

  synchronized Issued redeem(Client client, String code, String redirect, String verifier)
      throws OauthRefusal {
    var found = codes.get(code);
    if (found == null || !found.grant().client.id().equals(client.id())) {
      throw new OauthRefusal("invalid_grant");
    }
    if (found.grant().refreshToken != null) {
      end(found.grant());
    }
    if (found.grant().ended
        || found.expiry().isBefore(Instant.now())
        || !found.redirect().equals(redirect)
        || !found.challenge().equals(challenge(verifier))) {
      throw new OauthRefusal("invalid_grant");
    }
    return issue(found.grant(), found.grant().scopes, true);
  }

  synchronized Issued credentials(Client client, Optional<String> scope, List<String> resources)
      throws OauthRefusal {
    if (client.secret().isEmpty()) {
      throw new OauthRefusal("unauthorized_client");
    }
    var grant = open(client, scope, resources);
    return issue(grant, grant.scopes, false);
  }

  /** What a client would get for a code. */
  synchronized Issued give(Client client, String scope, List<String> resources)
      throws OauthRefusal {
    var grant = open(client, Optional.of(scope), resources);
    return issue(grant, grant.scopes, true);
  }

  synchronized Issued refresh(
      Client client, String token, Optional<String> scope, List<String> resources)
      throws OauthRefusal {
    var grant = refreshTokens.get(token);
    if (grant == null || !grant.client.id().equals(client.id()) || grant.ended) {
      throw new OauthRefusal("invalid_grant");
    }
    if (!token.equals(grant.refreshToken)) {
      reuses++;
      end(grant);
      throw new OauthRefusal("invalid_grant");
    }
    if (!grant.resources.containsAll(resources)) {
      throw new OauthRefusal("invalid_target");
    }
    var wanted = scope.map(ScriptedGrants::words).orElse(grant.scopes);
    if (!grant.scopes.containsAll(wanted)) {
      throw new OauthRefusal("invalid_scope");
    }
    grant.refreshes++;
    return issue(grant, wanted, true);
  }

  /** Revokes what is known; a refresh token takes its whole grant with it. */
  synchronized void revoke(Client client, String token) {
    revoked.add(token);
    var access = accesses.get(token);
    var grant = refreshTokens.get(token);
    if (access != null && access.grant().client.id().equals(client.id())) {
      accesses.remove(token);
    } else if (grant != null && grant.client.id().equals(client.id())) {
      end(grant);
    }
  }

  synchronized void end(String grant) {
    end(grants.get(grant));
  }

  synchronized boolean isActive(String grant) {
    return grants.containsKey(grant) && !grants.get(grant).ended;
  }

  synchronized boolean accepts(String token, @Nullable String resource, Set<String> needed) {
    var access = accesses.get(token);
    return access != null
        && !access.grant().ended
        && access.expiry().isAfter(Instant.now())
        && (resource == null || access.grant().resources.contains(resource))
        && access.scopes().containsAll(needed);
  }

  /** The grant of an access token, a refresh token or a code, new or old. */
  synchronized Optional<String> grantOf(String token) {
    return Optional.ofNullable(accesses.get(token))
        .map(Access::grant)
        .or(() -> Optional.ofNullable(refreshTokens.get(token)))
        .or(() -> Optional.ofNullable(codes.get(token)).map(Code::grant))
        .map(grant -> grant.id);
  }

  synchronized int refreshes(String grant) {
    var found = grants.get(grant);
    return found == null ? 0 : found.refreshes;
  }

  synchronized List<String> refreshTokens(String grant) {
    var found = grants.get(grant);
    return found == null ? List.of() : List.copyOf(found.allRefreshTokens);
  }

  synchronized int reuses() {
    return reuses;
  }

  synchronized List<String> revoked() {
    return List.copyOf(revoked);
  }

  private Grant open(Client client, Optional<String> scope, List<String> resources)
      throws OauthRefusal {
    var wanted = scope.map(ScriptedGrants::words).orElse(scopes);
    if (!scopes.containsAll(wanted)) {
      throw new OauthRefusal("invalid_scope");
    }
    var grant = new Grant(client, Set.copyOf(wanted), List.copyOf(resources));
    grants.put(grant.id, grant);
    return grant;
  }

  private Issued issue(Grant grant, Set<String> granted, boolean refreshable) {
    var access = "access-" + UUID.randomUUID();
    accesses.put(access, new Access(grant, granted, Instant.now().plus(lifetime)));
    if (refreshable && (rotating || grant.refreshToken == null)) {
      grant.refreshToken = "refresh-" + UUID.randomUUID();
      grant.allRefreshTokens.add(grant.refreshToken);
      refreshTokens.put(grant.refreshToken, grant);
    }
    return new Issued(
        grant.id,
        access,
        grant.refreshToken == null ? "" : grant.refreshToken,
        String.join(" ", new TreeSet<>(granted)),
        lifetime);
  }

  private static void end(@Nullable Grant grant) {
    if (grant != null) {
      grant.ended = true;
    }
  }

  private static Set<String> words(String text) {
    return new TreeSet<>(List.of(text.split(" ", -1)));
  }

  private static String challenge(String verifier) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
