package dev.toolrack.mcp.oauth;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.toolrack.mcp.GuardedExchange.Ask;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of one request to an endpoint; most of them are secrets. */
final class Form {
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();

  /** A request for tokens. */
  static Form grant(String type) {
    return new Form().put("grant_type", type);
  }

  Form put(String name, String value) {
    parameters.put(name, List.of(value));
    return this;
  }

  /** Extra parameters never replace one that is there. */
  Form extra(Map<String, String> more) {
    more.forEach((name, value) -> parameters.putIfAbsent(name, List.of(value)));
    return this;
  }

  /**
   * The server that the token is for.
   *
   * @throws OAuthException with RESOURCE_REFUSED if RFC 8707 does not allow it
   */
  Form resource(Optional<String> resource) throws OAuthException {
    if (resource.isPresent()) {
      put("resource", Resources.checked(resource.get()).toString());
    }
    return this;
  }

  Form scopes(List<String> scopes) {
    return scopes.isEmpty() ? this : put("scope", String.join(" ", scopes));
  }

  /** The request, with what proves who sends it. */
  Ask to(URI endpoint, ClientProof proof) {
    proof.parameters().forEach(this::put);
    Ask ask = Ask.form(endpoint, URLUtils.serializeParameters(parameters));
    return proof.authorization().map(header -> ask.with("Authorization", header)).orElse(ask);
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "Form";
  }
}
