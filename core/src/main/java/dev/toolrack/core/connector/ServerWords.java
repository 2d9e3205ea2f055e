package dev.toolrack.core.connector;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people are told of a server that may not be asked or does not answer as it should: which URL
 * that is, and what would be accepted instead.
 */
public final class ServerWords {
  private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");
  private static final Pattern LONG_SERVICE =
      Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc\\..+");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+\\.([a-z0-9-]+)\\.svc");

  private ServerWords() {}

  /**
   * The sentences of a reason for this server.
   *
   * @param url with every variable filled in
   */
  public static String of(Reason reason, HttpUrl url) {
    return switch (reason) {
      case DESTINATION_FORBIDDEN -> forbidden(url);
      case INSECURE_TRANSPORT -> insecure(url);
      default -> reason.effect() == Effect.IMPAIRED ? happened(reason, url) : reason.sentence();
    };
  }

  /** Without the query, which may hold a key. The remedy stays the end. */
  private static String happened(Reason reason, HttpUrl url) {
    String meaning = reason.meaning();
    String open = meaning.endsWith(".") ? meaning.substring(0, meaning.length() - 1) : meaning;
    return "%s (%s%s). %s".formatted(open, url.origin(), url.path(), reason.remedy()).strip();
  }

  private static String insecure(HttpUrl url) {
    Matcher service = LONG_SERVICE.matcher(url.host());
    return service.matches()
        ? shorter(url, service)
        : "%s is not encrypted. %s".formatted(url.origin(), Reason.INSECURE_TRANSPORT.remedy());
  }

  private static String forbidden(HttpUrl url) {
    String host = url.host();
    Matcher longService = LONG_SERVICE.matcher(host);
    Matcher service = SERVICE.matcher(host);
    if (longService.matches()) {
      return shorter(url, longService);
    }
    if (ADDRESS.matcher(host).matches()) {
      return "%s: servers are asked by name, never by address. Use the server's host name, or http://SERVICE.NAMESPACE.svc for a Service."
          .formatted(url.origin());
    }
    if (!host.contains(".")) {
      return "%s: %s is not a whole name. Use http://SERVICE.NAMESPACE.svc for a Service, or the server's full host name."
          .formatted(url.origin(), host);
    }
    if (service.matches()) {
      return "%s: connectors of this namespace may not name Services of namespace %s. Put the connector there, have that namespace provide for this one (label toolrack.dev/provides), or ask who runs Toolrack about the setting egress.services."
          .formatted(url.origin(), service.group(1));
    }
    return "%s is refused by the operator's network settings. %s"
        .formatted(url.origin(), Reason.DESTINATION_FORBIDDEN.remedy());
  }

  private static String shorter(HttpUrl url, Matcher service) {
    String port = url.port() == 80 || url.port() == 443 ? "" : ":" + url.port();
    return "%s: write a Service without what follows .svc: http://%s.%s.svc%s%s"
        .formatted(url.origin(), service.group(1), service.group(2), port, url.path());
  }
}
