package dev.toolrack.cli;

import dev.toolrack.mcp.ClientIdentity;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.Limits;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.RequestHeader;
import dev.toolrack.mcp.Transport;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.mcp.VerificationRequest;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which server, and how to reach it. */
final class ServerOptions {
  private static final int MAX_PEM = 64 * 1024;

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "The server's endpoint, such as https://mcp.example.com/mcp")
  private URI url = URI.create("");

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description =
          "Sent with every request; may be repeated. Arguments are seen by everybody on this"
              + " machine: for secrets use --header-file or --bearer-file.")
  private List<String> headers = List.of();

  @Option(
      names = "--header-file",
      paramLabel = "FILE",
      description = "Secret headers, a line 'NAME: VALUE' each; - is the standard input.")
  private @Nullable Path headerFile;

  @Option(
      names = "--bearer-file",
      paramLabel = "FILE",
      description = "A token for 'Authorization: Bearer'; - is the standard input.")
  private @Nullable Path bearerFile;

  @Option(
      names = "--transport",
      paramLabel = "streamable-http|sse",
      description = "How to speak with the server. Default: found out.")
  private @Nullable String transport;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "For the whole verification, and for each round of a call. Default: 30.")
  private int timeout;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Certificate authorities to trust instead of the platform's, in PEM form.")
  private @Nullable Path caFile;

  @Option(
      names = "--allow-loopback",
      description = "Allow servers on this machine, also without TLS. Nothing else is widened.")
  private boolean allowLoopback;

  /** A verifier with the guard that the operator has by default. */
  McpServerVerifier verifier() {
    EgressSettings settings = EgressSettings.defaults().withLoopback(allowLoopback);
    return new McpServerVerifier(
        new EgressGuard(settings), new ClientIdentity("toolrack", "0.1.0"), Limits.defaults());
  }

  /** What the options ask for. */
  VerificationRequest request() {
    List<RequestHeader> all = new ArrayList<>();
    headers.forEach(line -> all.add(header(line)));
    secretLines().forEach(line -> all.add(header(line)));
    bearer().ifPresent(token -> all.add(header("Authorization: Bearer " + token)));
    boolean credential =
        headerFile != null
            || bearerFile != null
            || all.stream().anyMatch(h -> h.name().equalsIgnoreCase("Authorization"));
    try {
      return new VerificationRequest(
          url,
          wanted(),
          all,
          credential,
          CredentialConsent.SAME_ORIGIN,
          Tenant.NONE,
          trust(),
          Duration.ofSeconds(timeout));
    } catch (IllegalArgumentException e) {
      throw new WrongUse(
          timeout < 1 ? "--timeout: at least 1 second" : "a header is given more than once");
    }
  }

  private Optional<Transport> wanted() {
    if (transport == null) {
      return Optional.empty();
    }
    for (Transport known : Transport.values()) {
      if (known.wireName().equals(transport)) {
        return Optional.of(known);
      }
    }
    throw new WrongUse("--transport: streamable-http or sse");
  }

  private static RequestHeader header(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon).strip();
    if (!RequestHeader.isSettable(name)) {
      throw new WrongUse("a header must be 'NAME: VALUE' with a name that may be set");
    }
    try {
      return new RequestHeader(name, line.substring(colon + 1).strip());
    } catch (IllegalArgumentException e) {
      throw new WrongUse("header " + name + ": the value must be printable ASCII, at most 16 KiB");
    }
  }

  private List<String> secretLines() {
    return headerFile == null
        ? List.of()
        : TextFile.read("--header-file", headerFile)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
  }

  private Optional<String> bearer() {
    if (bearerFile == null) {
      return Optional.empty();
    }
    return Optional.of(TextFile.secret("--bearer-file", bearerFile));
  }

  private Optional<TrustBundle> trust() {
    if (caFile == null) {
      return Optional.empty();
    }
    String pem = TextFile.read("--ca-file", caFile);
    if (!pem.contains("-----BEGIN CERTIFICATE-----") || pem.length() > MAX_PEM) {
      throw new WrongUse("--ca-file: no certificate in PEM form, or more than 64 KiB");
    }
    return Optional.of(new TrustBundle(pem));
  }
}
