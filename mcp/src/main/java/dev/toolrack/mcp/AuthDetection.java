package dev.toolrack.mcp;

import dev.toolrack.mcp.auth.Demand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Adds to the verdict on a server how it wants its callers to authenticate. */
final class AuthDetection {
  /** For all metadata requests of one verification: their server may hang without spoiling it. */
  private static final Duration SLICE = Duration.ofSeconds(3);

  private final MetadataLookup lookup;
  private final KnownMetadata known;

  AuthDetection(MetadataLookup lookup, KnownMetadata known) {
    this.lookup = lookup;
    this.known = known;
  }

  /**
   * The verdict on a server that listed its tools. One that did so without a credential, but has
   * metadata that names an authorization server, will refuse to run them: its tools stay off rather
   * than fail mid-call.
   */
  Verification judge(
      GuardedHttp http, VerificationRequest request, Verified verified, Deadline deadline)
      throws InterruptedException {
    if (request.credentialSent()) {
      return verified;
    }
    return switch (metadata(http, request, Optional.empty(), deadline)) {
      case MetadataFinding.Found found ->
          new Failed(FailureReason.CREDENTIAL_REQUIRED, Optional.of(oauth(found, found.scopes())));
      case MetadataFinding.Absent absent -> verified.with(Authentication.NONE);
      case MetadataFinding.Unknown unknown -> verified;
    };
  }

  /** The verdict on a server that did not. */
  Failed judge(GuardedHttp http, VerificationRequest request, Stopped stopped, Deadline deadline)
      throws InterruptedException {
    Optional<Demand> demand = stopped.demand();
    return new Failed(
        stopped.reason(),
        demand.isPresent()
            ? demanded(http, request, demand.get(), stopped.reason(), deadline)
            : Optional.empty());
  }

  /** The server as tokens name it: as its metadata do, to the letter, else by its URL. */
  String resource(GuardedHttp http, VerificationRequest request, Deadline deadline)
      throws InterruptedException {
    return metadata(http, request, Optional.empty(), deadline)
            instanceof MetadataFinding.Found found
        ? found.resource()
        : ProtectedResource.at(request.url()).url().toString();
  }

  private Optional<Authentication> demanded(
      GuardedHttp http,
      VerificationRequest request,
      Demand demand,
      FailureReason reason,
      Deadline deadline)
      throws InterruptedException {
    if (metadata(http, request, demand.resourceMetadata(), deadline)
        instanceof MetadataFinding.Found found) {
      // What this request lacked says more than what any token may have.
      return Optional.of(
          oauth(found, demand.scopes().isEmpty() ? found.scopes() : demand.scopes()));
    }
    // A 403 may be about anything; only a 401 is about credentials by itself.
    return reason == FailureReason.FORBIDDEN && !demand.token()
        ? Optional.empty()
        : Optional.of(
            new Authentication(Authentication.Scheme.BEARER, Optional.empty(), demand.scopes()));
  }

  private MetadataFinding metadata(
      GuardedHttp http, VerificationRequest request, Optional<String> named, Deadline deadline)
      throws InterruptedException {
    ProtectedResource server = ProtectedResource.at(request.url());
    return known.of(
        server, request, named, () -> lookup.find(http, server, named, deadline.within(SLICE)));
  }

  private static Authentication oauth(MetadataFinding.Found found, List<String> scopes) {
    return new Authentication(
        Authentication.Scheme.OAUTH, Optional.of(found.authorizationServer()), scopes);
  }
}
