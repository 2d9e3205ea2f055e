package dev.toolrack.testbed.oauth;

import java.util.List;
import java.util.Map;

/**
 * A request to a {@link ScriptedAuthorizationServer} and what became of it.
 *
 * @param endpoint where it arrived
 * @param method of HTTP
 * @param parameters of query and form, secrets included
 * @param client who it is from; empty if that was not found out
 * @param authentication how the client said so
 * @param grant the grant that it used, made or ended; empty if there is none
 * @param status of the answer; 0 if the connection was closed instead
 * @param error of the answer; empty if there is none
 */
public record OauthRequest(
    OauthEndpoint endpoint,
    String method,
    Map<String, List<String>> parameters,
    String client,
    ClientAuthentication authentication,
    String grant,
    int status,
    String error) {
  /** One parameter; empty if it was not there. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, List.of("")).getFirst();
  }

  /** The grant type; empty if it is no token request. */
  public String grantType() {
    return parameter("grant_type");
  }
}
