package dev.toolrack.core.address;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers may be declared (api.md, Templates: "Refused header names, any case"). */
public final class HeaderNames {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*");
  private static final Set<String> REFUSED =
      Set.of(
          "host",
          "cookie",
          "connection",
          "transfer-encoding",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "forwarded",
          "x-real-ip",
          "origin",
          "last-event-id");
  private static final List<String> REFUSED_PREFIXES =
      List.of(
          "content-",
          "accept",
          "mcp-",
          "proxy-",
          "x-forwarded-",
          "x-remote-",
          "impersonate-",
          "metadata",
          "x-aws-ec2-");

  private HeaderNames() {}

  /** What a header is declared for. */
  public enum Use {
    /** {@code server.headers}: its value is no secret. */
    PLAIN,
    /** {@code credentials.headers}: its value comes from a Secret. */
    CREDENTIAL
  }

  /** Why a header of that name must not be declared; empty where it may. */
  public static Optional<String> refusal(String name, Use use) {
    if (name.length() > 64 || !SHAPE.matcher(name).matches()) {
      return Optional.of("a header's name is letters, digits and single dashes, at most 64");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (REFUSED.contains(lower) || REFUSED_PREFIXES.stream().anyMatch(lower::startsWith)) {
      return Optional.of("header " + name + " is not for declaring: remove it");
    }
    if (use == Use.PLAIN && lower.equals("authorization")) {
      return Optional.of("header " + name + " is a credential: move it to an integration");
    }
    return Optional.empty();
  }

  /** The first name that was there before, in any case. */
  public static Optional<String> duplicate(List<String> names) {
    Set<String> seen = new HashSet<>();
    return names.stream().filter(name -> !seen.add(name.toLowerCase(Locale.ROOT))).findFirst();
  }
}
