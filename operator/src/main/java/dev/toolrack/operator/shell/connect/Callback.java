package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
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
  private final InstantSource clock;

  Callback(
      Notes notes,
      Integrations integrations,
      Visits visits,
      PendingLogins pending,
      PersonsLogins logins,
      InstantSource clock) {
    this.notes = notes;
    this.integrations = integrations;
    this.visits = visits;
    this.pending = pending;
    this.logins = logins;
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
    if (found.isEmpty() || !pending.consume(found.get())) {
      return notes.strangeReturn();
    }
    PendingRecord record = found.get().record();
    return switch (visits.of(ref, record.user())) {
      case Visit.Nothing() -> notes.nothing();
      case Visit.Closed() -> notes.changed();
      case Visit.Open open ->
          open.plan().identity().equals(record.plan())
              ? redeemed(ref, open, state.get(), Objects.requireNonNull(record.sent()), request)
              : notes.changed();
    };
  }

  private PageAnswer redeemed(
      IntegrationRef ref, Visit.Open open, LoginState state, Sent sent, PageRequest request)
      throws InterruptedException {
    TokenAnswer answer =
        logins.redeem(ref, open.plan(), sent.asker(), sent.pending(state), request.query());
    return switch (answer) {
      case TokenAnswer.Granted(Tokens tokens) -> handedOver(ref, open, sent, tokens);
      case TokenAnswer.Refused(var failure) -> notes.failed(failure);
    };
  }

  private PageAnswer handedOver(IntegrationRef ref, Visit.Open open, Sent sent, Tokens tokens)
      throws InterruptedException {
    Content grant = logins.grant(ref, open.plan(), sent.asker(), tokens, sent.reach());
    Result result;
    try {
      result = pending.handOver(ref, open.uid(), grant);
    } catch (RuntimeException e) {
      // Nobody else has them, and they would be good for long.
      logins.undo(ref, open.plan(), grant);
      throw e;
    }
    if (result != Result.DONE) {
      logins.undo(ref, open.plan(), grant);
      return notes.unwritten(result);
    }
    LOG.info("a login of integration {} was handed over", ref);
    return notes.done();
  }
}
