package dev.toolrack.operator.shell.token;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.token.TokenPlan;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody is asked to agree to: what is declared, and the endpoints that follow from it. An
 * endpoint may lie anywhere, so none is used that the person was not shown.
 *
 * @param plan what is declared
 * @param authorization where people log in
 * @param token where the code and the client's secret go, and tokens to be refreshed
 * @param revocation where tokens and the client's secret go in the end
 */
public record LoginOffer(
    TokenPlan plan, Optional<URI> authorization, Optional<URI> token, Optional<URI> revocation) {

  /**
   * Names all of it.
   *
   * @return {@code sha256:<hex>}
   */
  public String agreement() {
    String all =
        String.join("\n", plan.agreement(), text(authorization), text(token), text(revocation));
    return Sha256.digest(all.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Optional<URI> endpoint) {
    return endpoint.map(URI::toString).orElse("");
  }

  /** Where what the login gives may be sent, the client's secret among it. */
  public List<String> destinations() {
    return Stream.concat(
            Stream.of(plan.server().toString(), plan.issuer()),
            Stream.of(token, revocation).flatMap(Optional::stream).map(URI::toString))
        .distinct()
        .toList();
  }

  /** Origins besides the issuer's, by what they are for. */
  public Map<String, String> elsewhere() {
    Optional<String> home = HttpUrl.parse(plan.issuer()).map(HttpUrl::origin);
    var origins = new LinkedHashMap<String, String>();
    put(origins, "You log in at", authorization, home);
    put(origins, "Tokens come from", token, home);
    put(origins, "Tokens are revoked at", revocation, home);
    return origins;
  }

  private static void put(
      Map<String, String> origins, String what, Optional<URI> endpoint, Optional<String> home) {
    endpoint
        .map(uri -> HttpUrl.parse(uri.toString()).map(HttpUrl::origin).orElse(uri.toString()))
        .filter(origin -> home.filter(origin::equals).isEmpty())
        .ifPresent(origin -> origins.put(what, origin));
  }
}
