package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.operator.shell.connect.PendingLogins.Found;
import dev.toolrack.operator.shell.connect.PendingLogins.Result;
import dev.toolrack.operator.shell.connect.PendingRecord.Registered;
import dev.toolrack.operator.shell.connect.PendingRecord.Sent;
import dev.toolrack.operator.shell.settings.PageAddress;
import dev.toolrack.operator.shell.token.LoginOffer;
import dev.toolrack.operator.shell.token.PersonsLogins;
import dev.toolrack.operator.shell.token.PersonsLogins.Agreed;
import dev.toolrack.operator.shell.token.PersonsLogins.Asker;
import dev.toolrack.operator.shell.token.PersonsLogins.Begun;
import dev.toolrack.operator.shell.token.PersonsLogins.Way;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the page answers until the browser leaves for the authorization server: who somebody is,
 * what they agree to, and where to go.
 */
final class ConnectPage {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectPage.class);

  /** How long somebody may take to log in. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,16384}");

  private final PageAddress address;
  private final Pages pages;
  private final Notes notes;
  private final KubernetesUsers users;
  private final Integrations integrations;
  private final Visits visits;
  private final PendingLogins pending;
  private final PersonsLogins logins;
  private final Places places;
  private final InstantSource clock;

  ConnectPage(
      PageAddress address,
      Pages pages,
      KubernetesUsers users,
      Integrations integrations,
      PendingLogins pending,
      PersonsLogins logins,
      Places places,
      InstantSource clock) {
    this.address = address;
    this.pages = pages;
    this.notes = new Notes(pages);
    this.users = users;
    this.integrations = integrations;
    this.visits = new Visits(users, integrations);
    this.pending = pending;
    this.logins = logins;
    this.places = places;
    this.clock = clock;
  }

  /** Somebody comes by a link; whom a proxy vouches for is asked for no token. */
  PageAnswer start(IntegrationRef ref, PageRequest request) throws InterruptedException {
    BrowserCookie cookie = request.cookie().orElseGet(BrowserCookie::fresh);
    Optional<String> token = request.bearer();
    if (token.isEmpty()) {
      return tokenForm(200, ref, cookie);
    }
    Optional<KubernetesUser> user = users.of(token.get());
    return user.isPresent() ? consent(ref, user.get(), cookie) : tokenForm(401, ref, cookie);
  }

  /** Somebody sends a form. */
  PageAnswer sent(IntegrationRef ref, PageRequest request) throws InterruptedException {
    Optional<BrowserCookie> cookie = request.cookie();
    Optional<FormFields> fields = FormFields.read(request.body());
    if (cookie.isEmpty() || fields.isEmpty() || request.fromElsewhere()) {
      return notes.strangeForm();
    }
    String formToken = fields.get().one("form").orElse("");
    if (!Secrecy.same(cookie.get().formToken(ref), formToken)) {
      return notes.strangeForm();
    }
    return fields.get().one("begin").isPresent()
        ? begin(ref, request, cookie.get(), fields.get())
        : introduced(ref, cookie.get(), fields.get());
  }

  private PageAnswer tokenForm(int status, IntegrationRef ref, BrowserCookie cookie) {
    String form = pages.tokenForm(ref, cookie.formToken(ref), address.base(), status == 401);
    return PageAnswer.html(status, form).with(cookie);
  }

  /** Whom a proxy vouches for in each request has nothing remembered before they agree. */
  private PageAnswer consent(IntegrationRef ref, KubernetesUser user, BrowserCookie cookie)
      throws InterruptedException {
    return switch (visits.of(ref, user)) {
      case Visit.Nothing() -> notes.nothing();
      case Visit.Closed() -> notes.closed();
      case Visit.Open open -> offered(ref, open, offer -> asked(ref, user, open, offer, cookie));
    };
  }

  /** The token is not kept: whose it is is remembered for the answer to the next question. */
  private PageAnswer introduced(IntegrationRef ref, BrowserCookie cookie, FormFields fields)
      throws InterruptedException {
    Optional<KubernetesUser> user =
        fields
            .one("token")
            .map(String::strip)
            .filter(token -> TOKEN.matcher(token).matches())
            .flatMap(users::of);
    if (user.isEmpty()) {
      return tokenForm(401, ref, cookie);
    }
    return switch (visits.of(ref, user.get())) {
      case Visit.Nothing() -> notes.nothing();
      case Visit.Closed() -> notes.closed();
      case Visit.Open open ->
          offered(
              ref,
              open,
              offer -> {
                Result result =
                    pending.remember(
                        ref,
                        open.uid(),
                        new PendingRecord(
                            cookie.hash(),
                            offer.agreement(),
                            until(),
                            user.get(),
                            null,
                            known(ref, open, offer)
                                .map(asker -> Registered.of(asker, address.callback()))
                                .orElse(null)));
                return result == Result.DONE
                    ? asked(ref, user.get(), open, offer, cookie)
                    : notes.unwritten(result);
              });
    };
  }

  /** What can be agreed to now. */
  private interface Offered {
    PageAnswer answer(LoginOffer offer) throws InterruptedException;
  }

  private PageAnswer offered(IntegrationRef ref, Visit.Open open, Offered then)
      throws InterruptedException {
    return places
        .ofNamespace(
            ref.namespace(),
            () -> {
              LoginOffer offer;
              try {
                offer = logins.offer(ref, open.plan());
              } catch (OAuthException e) {
                return notes.failed(e.failure());
              }
              return then.answer(offer);
            })
        .orElseGet(notes::unavailable);
  }

  private PageAnswer asked(
      IntegrationRef ref,
      KubernetesUser user,
      Visit.Open open,
      LoginOffer offer,
      BrowserCookie cookie) {
    TokenPlan plan = open.plan();
    var consent =
        new Pages.Consent(
            user.name(),
            plan.server().origin() + plan.server().path(),
            plan.issuer(),
            String.join(" ", plan.scopes()),
            open.account(),
            offer.elsewhere(),
            offer.agreement());
    return PageAnswer.html(200, pages.consent(ref, cookie.formToken(ref), consent)).with(cookie);
  }

  /** Somebody agrees. */
  private PageAnswer begin(
      IntegrationRef ref, PageRequest request, BrowserCookie cookie, FormFields fields)
      throws InterruptedException {
    Optional<KubernetesUser> user =
        request.bearer().isPresent()
            ? request.bearer().flatMap(users::of)
            : remembered(ref, cookie);
    if (user.isEmpty()) {
      return notes.strangeForm();
    }
    return switch (visits.of(ref, user.get())) {
      case Visit.Nothing() -> notes.nothing();
      case Visit.Closed() -> notes.closed();
      case Visit.Open open ->
          offered(
              ref,
              open,
              offer ->
                  fields.one("agreement").filter(offer.agreement()::equals).isPresent()
                      ? away(ref, open, offer, user.get(), cookie, fields.one("lend").isPresent())
                      : notes.changed());
    };
  }

  private Optional<KubernetesUser> remembered(IntegrationRef ref, BrowserCookie cookie) {
    return integrations
        .find(ref)
        .flatMap(integration -> pending.find(ref, integration.getMetadata().getUid()))
        .map(Found::record)
        .filter(record -> record.isOf(cookie, clock.instant()))
        .map(PendingRecord::user);
  }

  private PageAnswer away(
      IntegrationRef ref,
      Visit.Open open,
      LoginOffer offer,
      KubernetesUser user,
      BrowserCookie cookie,
      boolean lend)
      throws InterruptedException {
    LoginState state = LoginState.fresh(ref);
    Optional<Asker> known = known(ref, open, offer);
    Begun begun;
    try {
      begun =
          logins.begin(
              ref,
              open.plan(),
              new Way(address.callback(), address.clientDocument(), state.text(), known));
    } catch (OAuthException e) {
      return notes.failed(e.failure());
    }
    var record =
        new PendingRecord(
            cookie.hash(),
            offer.agreement(),
            until(),
            user,
            Sent.of(state, begun, new Agreed(offer.destinations(), lend ? "Scope" : "Namespace")),
            begun.asker().map(asker -> Registered.of(asker, address.callback())).orElse(null));
    Result result = pending.remember(ref, open.uid(), record);
    if (result != Result.DONE) {
      if (known.isEmpty()) {
        logins.forget(ref, open.plan(), begun.asker());
      }
      return notes.unwritten(result);
    }
    LOG.info("somebody begins to log integration {} in", ref);
    return PageAnswer.html(200, pages.away(begun.start().authorizationUrl())).with(cookie);
  }

  /** A client that was registered for a login which nobody ended. */
  private Optional<Asker> known(IntegrationRef ref, Visit.Open open, LoginOffer offer) {
    return pending
        .find(ref, open.uid())
        .map(Found::record)
        .filter(record -> record.agreed().equals(offer.agreement()))
        .flatMap(record -> record.asker(address.callback()));
  }

  private String until() {
    return clock.instant().plus(PATIENCE).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
