package dev.toolrack.operator;

import dev.toolrack.testbed.oauth.Keycloak;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The accounts of logins at a Keycloak: what it has made, and what the API server has stored.
 *
 * @param user who has logged in for all integrations of the history
 */
record LoginLosses(Keycloak keycloak, String user, TokenHistory history) {

  /** How often each integration's login had to be begun anew. */
  Map<String, Integer> asked() {
    var asked = new TreeMap<String, Integer>();
    Set.copyOf(history.refreshTokens().values())
        .forEach(name -> {
          if (history.reconnects(name) > 1) {
            asked.put(name, history.reconnects(name) - 1);
          }
        });
    return asked;
  }

  /**
   * How often each integration's login was lost: with a refresh token that Keycloak has made and
   * nobody has stored. One that is on its way is among them for a moment.
   */
  Map<String, Integer> suffered() {
    Map<String, Set<String>> made = keycloak.admin().refreshTokens(user);
    var names = new TreeMap<String, String>();
    history
        .refreshTokens()
        .forEach((token, name) -> {
          JwtClaims claims = JwtClaims.of(token);
          names.put(claims.text("sid"), name);
          made.getOrDefault(claims.text("sid"), new TreeSet<>()).remove(claims.text("jti"));
        });
    var losses = new TreeMap<String, Integer>();
    made.forEach((session, unstored) -> {
      if (!unstored.isEmpty()) {
        losses.merge(names.getOrDefault(session, session), 1, Integer::sum);
      }
    });
    return losses;
  }
}
