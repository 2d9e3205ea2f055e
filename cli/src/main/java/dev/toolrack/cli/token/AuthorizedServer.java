package dev.toolrack.cli.token;

import dev.toolrack.cli.WrongUse;
import dev.toolrack.cli.token.TokenSetup.Resource;
import dev.toolrack.mcp.Authentication;
import dev.toolrack.mcp.Failed;
import dev.toolrack.mcp.FailureReason;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.RequestHeader;
import dev.toolrack.mcp.ServerFacts;
import dev.toolrack.mcp.Verification;
import dev.toolrack.mcp.VerificationRequest;
import dev.toolrack.mcp.call.CallOutcome;
import dev.toolrack.mcp.call.ToolCall;
import dev.toolrack.mcp.call.ToolCaller;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.mcp.oauth.Tokens;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server, and the token that it wants: it is asked without one first, and again with one when it
 * refuses for the lack of it. What it refuses so it did not do: calls are sent again too, from
 * their first round. The token stays in memory.
 */
public final class AuthorizedServer implements AutoCloseable {
  /** A server that is never content with what it asked for must not keep somebody logging in. */
  private static final int MAX_TOKENS = 3;

  private final VerificationRequest base;
  private final Supplier<McpServerVerifier> verifiers;
  private final Optional<TokenSetup> plan;
  private final Narration narration;
  private final BrowserLogins logins;
  private McpServerVerifier verifier;
  private @Nullable Held held;
  private int got;

  /** A token, and what was asked for to get it. */
  private record Held(Wanted wanted, Tokens tokens) {}

  private AuthorizedServer(
      VerificationRequest base,
      Supplier<McpServerVerifier> verifiers,
      Optional<TokenSetup> plan,
      Narration narration) {
    this.base = base;
    this.verifiers = verifiers;
    this.plan = plan;
    this.narration = narration;
    this.logins = new BrowserLogins(narration);
    this.verifier = verifiers.get();
  }

  /**
   * A server to be asked.
   *
   * @param options whether and how to get a token
   * @param base how to reach the server without one
   * @param verifiers what reaches servers; each is closed in the end
   * @param err where people read what happens
   * @throws WrongUse if the options do not fit together
   */
  public static AuthorizedServer of(
      TokenOptions options,
      VerificationRequest base,
      Supplier<McpServerVerifier> verifiers,
      PrintWriter err) {
    Optional<TokenSetup> plan = options.plan();
    if (plan.isPresent()
        && base.headers().stream().anyMatch(h -> h.name().equalsIgnoreCase("Authorization"))) {
      throw new WrongUse("--oauth-...: not together with a given token or Authorization header");
    }
    return new AuthorizedServer(base, verifiers, plan, new Narration(err));
  }

  /** Verifies it. */
  public Verification verify() throws InterruptedException {
    Verification verification = verifier.verify(request());
    while (verification instanceof Failed failed
        && renewed(failed.reason(), failed.authentication())) {
      verification = verifier.verify(request());
    }
    return verification;
  }

  /**
   * Calls a tool.
   *
   * @param facts what verification found
   */
  public CallOutcome call(ServerFacts facts, ToolCall call) throws InterruptedException {
    CallOutcome outcome = new ToolCaller(verifier).call(request(), facts, call);
    while (outcome instanceof CallOutcome.Unanswered none
        && renewed(none.reason(), none.authentication())) {
      outcome = new ToolCaller(verifier).call(request(), facts, call);
    }
    return outcome;
  }

  private VerificationRequest request() {
    if (held == null) {
      return base;
    }
    List<RequestHeader> headers = new ArrayList<>(base.headers());
    headers.add(new RequestHeader("Authorization", "Bearer " + held.tokens().accessToken()));
    return new VerificationRequest(
        base.url(),
        base.transport(),
        headers,
        true,
        base.consent(),
        base.tenant(),
        base.trust(),
        base.timeout());
  }

  /** Whether there is a token now that may do what the one before, or none, did not. */
  private boolean renewed(FailureReason reason, Optional<Authentication> said)
      throws InterruptedException {
    if (plan.isEmpty() || !isForLackOfToken(reason)) {
      return false;
    }
    try {
      Wanted wanted = wanted(plan.get(), reason, said);
      if (held != null && isNoBetter(wanted, held.wanted(), reason)) {
        return false;
      }
      if (++got > MAX_TOKENS) {
        throw new NoToken("the server was not content with " + MAX_TOKENS + " of them");
      }
      narration.asks(wanted, plan.get().issuer().isPresent());
      TokenSource source = new TokenSource(plan.get(), logins);
      held = new Held(wanted, source.get(verifier.oauth(), wanted));
    } catch (NoToken e) {
      narration.trouble(e.why());
      return false;
    } catch (OAuthException e) {
      narration.trouble(e.failure());
      return false;
    }
    // If the token is refused, what the server said before may not be true any more.
    verifier.close();
    verifier = verifiers.get();
    return true;
  }

  private static boolean isForLackOfToken(FailureReason reason) {
    return switch (reason) {
      case CREDENTIAL_REQUIRED, CREDENTIAL_REJECTED, INSUFFICIENT_SCOPE -> true;
      default -> false;
    };
  }

  /** The same server would give the same again. */
  private static boolean isNoBetter(Wanted next, Wanted before, FailureReason reason) {
    return next.issuer().equals(before.issuer())
        && (reason != FailureReason.INSUFFICIENT_SCOPE
            || Set.copyOf(before.scopes()).containsAll(next.scopes()));
  }

  private Wanted wanted(TokenSetup plan, FailureReason reason, Optional<Authentication> said)
      throws NoToken, InterruptedException {
    Optional<String> named = said.flatMap(Authentication::authorizationServer);
    String issuer =
        plan.issuer()
            .or(() -> named)
            .orElseThrow(() ->
                new NoToken(
                    "the server names no authorization server, names it for another URL than its own"
                        + ", or was too slow to; give --oauth-issuer if you know it"));
    AskedServer server =
        new AskedServer(
            issuer,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            base.tenant(),
            base.trust(),
            // Whoever names the issuer, or sees it named, trusts what it says of itself.
            destination -> true,
            base.timeout());
    return new Wanted(server, resource(plan.resource()), scopes(plan, reason, issuer, said));
  }

  private Optional<String> resource(Resource resource) throws InterruptedException {
    return switch (resource) {
      case Resource.Auto auto -> Optional.of(verifier.resource(base));
      case Resource.Omit omit -> Optional.empty();
      case Resource.Named one -> Optional.of(one.uri().toString());
    };
  }

  /** What was asked for is asked for again, so that a new token can do what the old one could. */
  private List<String> scopes(
      TokenSetup plan, FailureReason reason, String issuer, Optional<Authentication> said) {
    List<String> demanded = said.map(Authentication::scopes).orElse(List.of());
    if (reason == FailureReason.INSUFFICIENT_SCOPE
        && held != null
        && held.wanted().issuer().equals(issuer)) {
      Set<String> all = new LinkedHashSet<>(held.wanted().scopes());
      all.addAll(demanded);
      return List.copyOf(all);
    }
    return plan.scopes().isEmpty() ? demanded : plan.scopes();
  }

  /** Takes back what was given to the command, as far as that is possible. */
  @Override
  public void close() {
    try {
      logins.undo(verifier.oauth());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      logins.close();
      verifier.close();
    }
  }
}
