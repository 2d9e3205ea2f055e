package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.view.IntegrationRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tells one browser from another. Whoever has begun a login in one cannot have it ended in
 * another's, and no other site can send this page's forms.
 *
 * @param value nobody can guess it
 */
record BrowserCookie(String value) {
  /** The prefix has browsers take it from this host over TLS only, for no domain. */
  static final String NAME = "__Host-toolrack-connect";

  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** A browser that was not here before. */
  static BrowserCookie fresh() {
    return new BrowserCookie(Secrecy.random());
  }

  /**
   * The cookie in a request.
   *
   * @param headers the values of the header Cookie
   * @return empty if there is none, or more than one: which counts would be anybody's guess
   */
  static Optional<BrowserCookie> of(List<String> headers) {
    List<String> values =
        headers.stream()
            .flatMap(header -> Stream.of(header.split(";", -1)))
            .map(String::strip)
            .filter(pair -> pair.startsWith(NAME + "="))
            .map(pair -> pair.substring(NAME.length() + 1))
            .toList();
    return values.size() == 1 && VALUE.matcher(values.getFirst()).matches()
        ? Optional.of(new BrowserCookie(values.getFirst()))
        : Optional.empty();
  }

  /** What has the browser keep it for an hour. */
  String set() {
    return NAME + "=" + value + "; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax";
  }

  /** What is remembered of it: whoever reads that does not have the cookie. */
  String hash() {
    return Sha256.hex("cookie\n" + value);
  }

  /** What a form has to bring along: pages of other sites cannot work it out. */
  String formToken(IntegrationRef ref) {
    return Sha256.hex("form\n" + ref.namespace() + "/" + ref.name() + "\n" + value);
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "BrowserCookie";
  }
}
