package dev.toolrack.testbed.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.testbed.leaks.Leaks;
import java.util.Set;

/**
 * The secrets in what an authorization server is asked and answers: no test may find them again.
 */
final class HandedOver {
  private static final Set<String> SECRETS =
      Set.of(
          "access_token",
          "refresh_token",
          "id_token",
          "token",
          "code",
          "client_secret",
          "client_assertion",
          "assertion",
          "subject_token",
          "registration_access_token");

  /** Its digest is the challenge, which is in addresses that people see. */
  private static final String VERIFIER = "code_verifier";

  private HandedOver() {}

  static void in(ScriptedProtocol.Incoming request) {
    in(request.form());
    var header = request.headers().getFirst("Authorization");
    if (header != null) {
      Leaks.here().credential("credentials of a client", header);
    }
  }

  static void in(OauthReply reply) {
    var location = reply.headers().get("Location");
    if (location != null) {
      in(OauthForm.parse(location.substring(location.indexOf('?') + 1)));
    }
    JsonNode answer = Json.tree(reply.body());
    SECRETS.forEach(name -> keep(name, answer.path(name).asText()));
  }

  private static void in(OauthForm form) {
    SECRETS.forEach(name -> form.all(name).forEach(value -> keep(name, value)));
    form.all(VERIFIER).forEach(value -> Leaks.here().secretWithPublicDigest(VERIFIER, value));
  }

  private static void keep(String name, String value) {
    Leaks.here().secret(name + " of OAuth", value);
  }
}
