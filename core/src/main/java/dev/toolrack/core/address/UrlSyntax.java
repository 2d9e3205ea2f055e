package dev.toolrack.core.address;

import dev.toolrack.core.address.Expansion.Invalid;
import dev.toolrack.core.address.Expansion.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a URL's template may be written: the same as the CRD's rules, for objects they never saw. */
final class UrlSyntax {

  private static final int MAX_LENGTH = 1024;
  private static final String NAME = "\\{(?:scope\\.(?:org|team|project)|[a-z][a-z0-9_]{0,31})\\}";
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final String PORT = "(?::[0-9]{1,5})?";
  private static final Pattern VARIABLE_AUTHORITY =
      Pattern.compile(
          "(?:(?:%s|%s)\\.)*[a-z0-9-]+\\.[a-z][a-z0-9-]*%s".formatted(NAME, LABEL, PORT));
  private static final Pattern LITERAL_AUTHORITY =
      Pattern.compile("(?:\\[[0-9a-f:.]+\\]|[a-z0-9.-]+)" + PORT);
  private static final Pattern HOST_LABEL = Pattern.compile(LABEL);
  private static final String REST_EXTRA = "._~!&()*+,;=:@%/?-";

  private UrlSyntax() {}

  /** Whether it is one DNS label. */
  static boolean isHostLabel(String value) {
    return HOST_LABEL.matcher(value).matches();
  }

  /** Where path or query begin. */
  static int authorityEnd(String url) {
    for (int i = url.indexOf("://") + 3; i < url.length(); i++) {
      if (url.charAt(i) == '/' || url.charAt(i) == '?') {
        return i;
      }
    }
    return url.length();
  }

  /** What is wrong with a template. */
  static Optional<Invalid> problem(String url) {
    int start = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : -1;
    if (start < 0 || url.length() > MAX_LENGTH || Template.of(url).isEmpty()) {
      return Optional.of(
          invalid("server.url: begin with http:// or https://, name variables like {region}"));
    }
    String authority = url.substring(start, authorityEnd(url));
    if (!VARIABLE_AUTHORITY.matcher(authority).matches()
        && !LITERAL_AUTHORITY.matcher(authority).matches()) {
      return Optional.of(
          invalid(
              "server.url: host in lower case, without user; a variable in it is one whole label"
                  + " with two literal labels after it"));
    }
    return restProblem(url);
  }

  private static Optional<Invalid> restProblem(String url) {
    boolean plain =
        Template.of(url.substring(authorityEnd(url))).stream()
            .flatMap(template -> template.parts().stream())
            .allMatch(part ->
                !(part instanceof Template.Literal(String text))
                    || text.chars().allMatch(UrlSyntax::isRest));
    if (!plain) {
      return Optional.of(
          invalid("server.url: path and query are letters, digits and " + REST_EXTRA));
    }
    // With every variable as one letter only the literals can be wrong.
    Template example = Template.of(url).orElseThrow();
    String sample =
        example.parts().stream()
            .map(part -> part instanceof Template.Literal(String text) ? text : "x")
            .reduce("", String::concat);
    return HttpUrl.parse(sample).isEmpty()
        ? Optional.of(invalid("server.url: no plain http(s) URL without . or .. segments"))
        : Optional.empty();
  }

  /** "Percent-encoded to unreserved." */
  static String encode(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (isAlphanumeric(b) || b == '-' || b == '.' || b == '_' || b == '~') {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b & 0xff));
      }
    }
    return encoded.toString();
  }

  private static boolean isRest(int c) {
    return isAlphanumeric(c) || REST_EXTRA.indexOf(c) >= 0;
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static Invalid invalid(String message) {
    return new Invalid(Problem.URL_INVALID, message);
  }
}
