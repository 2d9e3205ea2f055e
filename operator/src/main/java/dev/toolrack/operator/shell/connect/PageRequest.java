package dev.toolrack.operator.shell.connect;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request of a browser, or of a proxy for it.
 *
 * @param method of HTTP
 * @param path undecoded
 * @param query what followed the question mark, undecoded; empty = nothing
 * @param headers by name, whatever the case
 * @param body the text
 */
record PageRequest(
    String method, String path, String query, Map<String, List<String>> headers, String body) {
  private static final Pattern BEARER =
      Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]{1,16384})");

  /** The values of a header. */
  List<String> all(String name) {
    return Objects.requireNonNullElse(headers.get(name), List.of());
  }

  /** The token that an authenticating proxy passes on. */
  Optional<String> bearer() {
    List<String> values = all("Authorization");
    if (values.size() != 1) {
      return Optional.empty();
    }
    var bearer = BEARER.matcher(values.getFirst());
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }

  /** The cookie of this page. */
  Optional<BrowserCookie> cookie() {
    return BrowserCookie.of(all("Cookie"));
  }

  /** Whether the browser says that a page of another site sends this. */
  boolean fromElsewhere() {
    return all("Sec-Fetch-Site").stream().anyMatch(site -> !site.equals("same-origin"));
  }

  /** Shows nothing but the method: anything else may be or hold a secret. */
  @Override
  public String toString() {
    return "PageRequest[" + method + "]";
  }
}
