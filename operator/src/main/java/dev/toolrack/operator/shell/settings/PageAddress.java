package dev.toolrack.operator.shell.settings;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.settings.SettingsFile.InvalidSettingsException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where browsers find the connect page.
 *
 * @param base scheme, host, port and path, to the letter as it was set, without a slash at the end
 * @param path the path of it; empty or with a slash at the beginning
 */
public record PageAddress(String base, String path) {
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  /**
   * The address that was set; empty if there is to be no page.
   *
   * @throws InvalidSettingsException if it is set and cannot be used
   */
  public static Optional<PageAddress> of(Settings settings) throws InvalidSettingsException {
    String text = settings.connectPage().publicUrl();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    HttpUrl url =
        HttpUrl.parse(base)
            .filter(u -> u.query() == null && PATH.matcher(u.path()).matches())
            // One spelling: redirect URIs and audiences are compared to the letter.
            .filter(u -> u.toString().equals(base))
            .orElseThrow(() -> invalid("a plain https:// URL in lower case, without a query"));
    boolean loopback = settings.egress().allowLoopback() && LOOPBACK.contains(url.host());
    if (!url.scheme().equals("https") && !loopback) {
      throw invalid("https://, because people send their Kubernetes tokens there");
    }
    return Optional.of(new PageAddress(base, url.path()));
  }

  private static InvalidSettingsException invalid(String remedy) {
    return new InvalidSettingsException("connectPage.publicUrl: give " + remedy);
  }

  /** Where somebody logs an integration in. */
  public URI page(IntegrationRef ref) {
    return at("/connect/" + ref.namespace() + "/" + ref.name());
  }

  /** Where browsers come back to from authorization servers. */
  public URI callback() {
    return at("/connect/callback");
  }

  /** The client's metadata document, which is its identifier too. */
  public URI clientDocument() {
    return at("/connect/client.json");
  }

  private URI at(String path) {
    return URI.create(base + path);
  }
}
