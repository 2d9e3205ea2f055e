package dev.toolrack.core.address;

import dev.toolrack.crds.Api;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a credential's owner agreed to have it sent: annotation {@code toolrack.dev/send-to} of the
 * Secret (resolution.md, Credentials' consent). An entry that does not read as a prefix grants
 * nothing and does not spoil the others.
 */
public final class Consent {

  private static final Pattern WILDCARD_HOST =
      Pattern.compile("(?i)(https?)://\\*\\.([a-z0-9-]+\\.[a-z0-9.-]+(?:[:/?].*)?)");
  // Stands for the wildcard's label while the entry is read as a URL.
  private static final String ANY = "any";

  private final List<Prefix> prefixes;

  private Consent(List<Prefix> prefixes) {
    this.prefixes = prefixes;
  }

  /** Reads the annotation; absent is no consent to anything. */
  public static Consent of(@Nullable String annotation) {
    return annotation == null
        ? new Consent(List.of())
        : new Consent(
            Arrays.stream(annotation.split("[ \\t\\r\\n]+"))
                .flatMap(entry -> Prefix.of(entry).stream())
                .toList());
  }

  /** Whether the credential may be sent to that URL; what is no plain http(s) URL is refused. */
  public boolean allows(String url) {
    return HttpUrl.parse(url).map(this::allows).orElse(false);
  }

  /** Whether the credential may be sent to that URL. */
  public boolean allows(HttpUrl url) {
    return prefixes.stream().anyMatch(prefix -> prefix.covers(url));
  }

  /**
   * The text of {@code SecretDestinationForbidden}, "with the line to add". What the annotation
   * says already is not repeated: not everybody who reads a status may read the Secret.
   */
  public static String remedy(String secret, HttpUrl url) {
    String entry = url.origin() + url.path();
    return "Secret %s may not be sent to %s: annotate it with %s: \"%s\" (beside what is there already)"
        .formatted(secret, url.origin(), Api.SEND_TO_ANNOTATION, entry);
  }

  /**
   * One entry.
   *
   * @param wildcard the first label of the host may be any one label
   */
  private record Prefix(HttpUrl url, boolean wildcard) {

    static Optional<Prefix> of(String entry) {
      var match = WILDCARD_HOST.matcher(entry);
      if (match.matches()) {
        return HttpUrl.parse(match.group(1) + "://" + ANY + "." + match.group(2))
            .map(url -> new Prefix(url, true));
      }
      return HttpUrl.parse(entry).map(url -> new Prefix(url, false));
    }

    boolean covers(HttpUrl other) {
      return url.scheme().equals(other.scheme())
          && url.port() == other.port()
          && coversHost(other.host())
          && coversPath(other.path());
    }

    private boolean coversHost(String host) {
      if (!wildcard) {
        return url.host().equals(host);
      }
      int dot = host.indexOf('.');
      return dot > 0 && url.host().substring(ANY.length()).equals(host.substring(dot));
    }

    /** "Path a prefix by whole segments (a trailing slash is ignored)". */
    private boolean coversPath(String path) {
      String prefix =
          url.path().endsWith("/") ? url.path().substring(0, url.path().length() - 1) : url.path();
      return path.equals(prefix) || path.startsWith(prefix + "/") || prefix.isEmpty();
    }
  }
}
