package dev.toolrack.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A request to a verified server that is none of verification's own.
 *
 * @param method the JSON-RPC method
 * @param params the members of {@code params} but for {@code _meta}: name to JSON text, sent in
 *     this order and as it is
 * @param headers sent to servers of the stateless era, where headers must agree with the body
 * @param capabilities names of client capabilities to declare to a server of the stateless era
 */
public record Question(
    String method,
    Map<String, String> params,
    Map<String, String> headers,
    Set<String> capabilities) {
  /** Takes copies. */
  public Question {
    params = new LinkedHashMap<>(params);
    headers = Map.copyOf(headers);
    capabilities = Set.copyOf(capabilities);
  }

  /** Shows the method only: parameters may be secrets. */
  @Override
  public String toString() {
    return "Question[" + method + "]";
  }
}
