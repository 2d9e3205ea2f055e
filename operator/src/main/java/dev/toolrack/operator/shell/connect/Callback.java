package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.mcp.oauth.TokenAnswer;
import dev.toolrack.mcp.oauth.Tokens;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import dev.toolrack.operator.shell.connect.PendingLogins.Found;
import dev.toolrack.operator.shell.connect.PendingLogins.Result;
import dev.toolrack.operator.shell.connect.PendingRecord.Sent;
import dev.toolrack.operator.shell.token.PersonsLogins;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the page answers when a browser comes back. What is remembered of the login is forgotten
 * before anything is done with what the browser brings, so that nothing is done twice.
 */
final class Callback {
  private static final Logger LOG = LoggerFactory.getLogger(Callback.class);

  private final Notes notes;
  private final Integrations integrations;
  private final Visits visits;
  private final PendingLogins pending;
  private final PersonsLogins logins;
  private final Places places;
  private final InstantSource clock;

  Callback(
      Notes notes,
      Integrations integrations,
      Visits visits,
      PendingLogins pending,
      PersonsLogins logins,
      Places places,
      InstantSource clock) {
    this.notes = notes;
    this.integrations = integrations;
    this.visits = visits;
    this.pending = pending;
    this.logins = logins;
    this.places = places;
    this.clock = clock;
  }

  /** A browser comes back. */
  PageAnswer answer(PageRequest request) throws InterruptedException {
    Optional<LoginState> state =
        FormFields.read(request.query()).flatMap(q -> q.one("state")).flatMap(LoginState::read);
    Optional<BrowserCookie> cookie = request.cookie();
    if (state.isEmpty() || cookie.isEmpty()) {
      return notes.strangeReturn();
    }
    IntegrationRef ref = state.get().ref();
    Optional<McpIntegration> integration = integrations.find(ref);
    Optional<Found> found =
        integration
            .flatMap(i -> pending.find(ref, i.getMetadata().getUid()))
            .filter(f -> f.record().wasSentWith(state.get()))
            .filter(f -> f.record().isOf(cookie.get(), clock.instant()));
    if (found.isEmpty()) {
      return notes.strangeReturn();
    }
    // Without a place nothing is consumed: they may come again.
    return places
        .ofNamespace(ref.namespace(), () -> returned(ref, state.get(), found.get(), request))
        .orElseGet(notes::unavailable);
  }

  private PageAnswer returned(
      IntegrationRef ref, LoginState state, Found found, PageRequest request)
      throws InterruptedException {
    if (!pending.consume(found)) {
      return notes.strangeReturn();
    }
    PendingRecord record = found.record();
    return switch (visits.of(ref, record.user())) {
      case Visit.Nothing() -> notes.nothing();
      case Visit.Closed() -> notes.changed();
      case Visit.Open open -> asAgreed(ref, open, state, record, request);
    };
  }

  /** Whatever was shown, or follows from it, has to be so still. */
  private PageAnswer asAgreed(
      IntegrationRef ref,
      Visit.Open open,
      LoginState state,
      PendingRecord record,
      PageRequest request)
      throws InterruptedException {
    try {
      return logins.offer(ref, open.plan()).agreement().equals(record.agreed())
          ? redeemed(ref, open, state, record, request)
          : ended(ref, open, record, notes.changed());
    } catch (OAuthException e) {
      return ended(ref, open, record, notes.failed(e.failure()));
    }
  }

  private PageAnswer redeemed(
      IntegrationRef ref,
      Visit.Open open,
      LoginState state,
      PendingRecord record,
      PageRequest request)
      throws InterruptedException {
    Sent sent = Objects.requireNonNull(record.sent());
    TokenAnswer answer =
        logins.redeem(
            ref, open.plan(), record.asker(), sent.pending(state), sent.agreed(), request.query());
    return switch (answer) {
      case TokenAnswer.Granted(Tokens tokens) -> handedOver(ref, open, record, tokens);
      case TokenAnswer.Refused(var failure) -> ended(ref, open, record, notes.failed(failure));
    };
  }

  /** Nobody remembers the client any more that was registered for a login which came to nothing. */
  private PageAnswer ended(
      IntegrationRef ref, Visit.Open open, PendingRecord record, PageAnswer answer)
      throws InterruptedException {
    logins.forget(ref, open.plan(), record.asker());
    return answer;
  }

  private PageAnswer handedOver(
      IntegrationRef ref, Visit.Open open, PendingRecord record, Tokens tokens)
      throws InterruptedException {
    Sent sent = Objects.requireNonNull(record.sent());
    Content grant = logins.grant(open.plan(), record.asker(), tokens, sent.agreed());
    Result result;
    try {
      result = pending.handOver(ref, open.uid(), grant);
    } catch (RuntimeException e) {
      // Nobody else has them, and they would be good for long.
      logins.undo(ref, open.plan(), grant);
      throw e;
    }
    if (result == Result.UNKNOWN) {
      // Perhaps the operator has them. If not, they end by themselves.
      return notes.unwritten(result);
    }
    if (result != Result.DONE) {
      logins.undo(ref, open.plan(), grant);
      return notes.unwritten(result);
    }
    LOG.info("a login of integration {} was handed over", ref);
    return notes.done(tokens, clock.instant());
  }
}
