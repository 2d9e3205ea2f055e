package dev.toolrack.operator.shell.connect;

import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.Tokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Answers that only tell something, each in words of ours. */
final class Notes {
  private final Pages pages;

  Notes(Pages pages) {
    this.pages = pages;
  }

  /** Nothing is there, or nothing for this person. */
  PageAnswer nothing() {
    return note(
        404,
        "Nothing here for you",
        "There is no such integration, or you may not log it in. That takes the rights to create"
            + " Secrets in its namespace and to get the integration.");
  }

  PageAnswer closed() {
    return note(
        409,
        "Nobody can log in now",
        "This integration takes no login, is disabled, or is not in order. Its conditions say more.");
  }

  /** A form that is not ours, or that nobody knows any more. */
  PageAnswer strangeForm() {
    return note(
        400,
        "Begin again",
        "This form does not come from this page, or has lain for too long. Open the page of the"
            + " integration again; the browser has to keep its cookie.");
  }

  /** A return that was not waited for: unknown, over, used, or another browser's. */
  PageAnswer strangeReturn() {
    return note(
        400,
        "No such login",
        "This login is not known, is over, was ended already, or was begun in another browser. Nothing"
            + " was changed. Open the page of the integration and begin again.");
  }

  PageAnswer changed() {
    return note(
        409,
        "The settings have changed",
        "The connector or the integration was changed meanwhile, so nothing was taken. Open the page of"
            + " the integration again, and read what you would agree to now.");
  }

  PageAnswer failed(OAuthFailure failure) {
    return note(failure.definite() ? 400 : 502, "That did not work", failure.message());
  }

  /** What is to be expected of a login that was handed over. */
  PageAnswer done(Tokens tokens, Instant now) {
    String you = " You can close this window.";
    if (tokens.refreshToken().isPresent()) {
      return note(
          200, "Logged in", "The operator takes the login over now and keeps it fresh." + you);
    }
    return note(
        200,
        "Logged in for some time",
        "The operator takes the login over now. The authorization server gave no refresh token, so it is"
            + " good %s, and then somebody has to log in again. For one that lasts, the connector has to"
                .formatted(
                    tokens
                        .lifetime()
                        .map(life -> "until " + now.plus(life).truncatedTo(ChronoUnit.SECONDS))
                        .orElse("until the MCP server rejects it"))
            + " ask for it: most take the scope offline_access, Google the parameter access_type with the"
            + " value offline."
            + you);
  }

  /** Why nothing was written. */
  PageAnswer unwritten(PendingLogins.Result result) {
    return switch (result) {
      case NAME_TAKEN ->
          note(
              409,
              "A name is taken",
              "A Secret is there under the name that this page needs, the integration's with -connect"
                  + " behind it, and it is not this page's. Delete or rename it.");
      case HANDED_OVER ->
          note(
              409,
              "A login is being taken over",
              "Somebody has just logged in. Wait a moment and open the page of the integration again. If"
                  + " that stays so: does the operator run, and is there a Secret left with -login behind"
                  + " the integration's name?");
      case UNKNOWN ->
          note(
              503,
              "Nobody knows",
              "Kubernetes did not say whether it has your login. Look at the integration in a moment, and"
                  + " log in again if nobody is connected.");
      case DONE, OVERTAKEN ->
          note(
              409,
              "Somebody else is logging in",
              "Somebody else logs in for this integration at the same time. Open its page again.");
    };
  }

  PageAnswer unavailable() {
    return note(503, "Not now", "Kubernetes or this page has no time. Try again in a moment.");
  }

  PageAnswer unknown() {
    return note(404, "Nothing here", "The link to a page ends in /connect/NAMESPACE/INTEGRATION.");
  }

  PageAnswer wrongMethod() {
    return note(405, "Not like this", "This is a page for browsers.");
  }

  PageAnswer tooLarge() {
    return note(413, "Too much", "Nobody's token is that large.");
  }

  private PageAnswer note(int status, String title, String text) {
    return PageAnswer.html(status, pages.note(title, text));
  }
}
