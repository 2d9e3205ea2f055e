package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.FailureReason;
import dev.toolrack.mcp.GuardedExchange;
import dev.toolrack.mcp.GuardedExchange.Answer;
import dev.toolrack.mcp.GuardedExchange.Ask;
import dev.toolrack.mcp.GuardedExchange.Unanswered;
import java.net.URI;

/**
 * The requests of one call: they share its deadline. Whatever carries a credential goes only where
 * its owner agreed to.
 */
final class Conversation implements AutoCloseable {
  private final GuardedExchange exchange;
  private final CredentialConsent consent;

  private Conversation(GuardedExchange exchange, CredentialConsent consent) {
    this.exchange = exchange;
    this.consent = consent;
  }

  static Conversation with(AskedServer server, GuardedExchange.Source source)
      throws OAuthException {
    try {
      return new Conversation(
          source.open(server.tenant(), server.trust(), server.timeout()), server.consent());
    } catch (Unanswered e) {
      throw new OAuthException(failure(e.reason()));
    }
  }

  /** Reads a document that anybody may read. */
  Answer get(URI url) throws OAuthException, InterruptedException {
    try {
      return exchange.send(Ask.get(url));
    } catch (Unanswered e) {
      throw new OAuthException(failure(e.reason()));
    }
  }

  /** Sends what may arrive twice. */
  Answer send(Ask ask) throws OAuthException, InterruptedException {
    agree(ask.url());
    try {
      return exchange.send(ask);
    } catch (Unanswered e) {
      throw new OAuthException(failure(e.reason()));
    }
  }

  /** Sends what must not arrive twice. */
  Answer sendOnce(Ask ask) throws OAuthException, InterruptedException {
    agree(ask.url());
    try {
      return exchange.sendOnce(ask);
    } catch (Unanswered e) {
      throw new OAuthException(lost(e) ? OAuthFailure.ANSWER_LOST : failure(e.reason()));
    }
  }

  /**
   * Makes sure that a credential may go somewhere, and sends nothing.
   *
   * @throws OAuthException if the guard or the credential's owner is against it
   */
  void agree(URI endpoint) throws OAuthException {
    check(endpoint);
    if (!consent.allows(endpoint)) {
      throw new OAuthException(OAuthFailure.DESTINATION_NOT_AGREED);
    }
  }

  /** Asks the guard alone. */
  void check(URI url) throws OAuthException {
    try {
      exchange.check(url);
    } catch (Unanswered e) {
      throw new OAuthException(failure(e.reason()));
    }
  }

  private static boolean lost(Unanswered e) {
    return !e.isUnsent()
        && (e.reason() == FailureReason.UNREACHABLE || e.reason() == FailureReason.TIMEOUT);
  }

  private static OAuthFailure failure(FailureReason reason) {
    return switch (reason) {
      case TIMEOUT -> OAuthFailure.ISSUER_TIMEOUT;
      case TLS_FAILED -> OAuthFailure.ISSUER_TLS_FAILED;
      case DESTINATION_FORBIDDEN -> OAuthFailure.ISSUER_FORBIDDEN;
      case INSECURE_TRANSPORT -> OAuthFailure.INSECURE_TRANSPORT;
      case UNREACHABLE -> OAuthFailure.ISSUER_UNAVAILABLE;
      // The rest is about what was received.
      default -> OAuthFailure.ANSWER_INVALID;
    };
  }

  @Override
  public void close() {
    exchange.close();
  }
}
