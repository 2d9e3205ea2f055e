package dev.toolrack.operator.shell.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.mcp.oauth.PendingLogin;
import dev.toolrack.operator.shell.token.ClientValues;
import dev.toolrack.operator.shell.token.PersonsLogins.Agreed;
import dev.toolrack.operator.shell.token.PersonsLogins.Asker;
import dev.toolrack.operator.shell.token.PersonsLogins.Begun;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a login between two visits of a browser. It is kept where whoever reads
 * Secrets of the namespace can read it, and is of no use to them without cookie and code.
 *
 * @param cookie hash of the browser's cookie
 * @param agreed names everything that is agreed to
 * @param until when it is of no use any more
 * @param user who logs in, as Kubernetes knows them
 * @param sent what the browser was sent away with; {@code null} = it was only asked whether to
 * @param registered who asks, where the integration names no client
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record PendingRecord(
    String cookie,
    String agreed,
    String until,
    KubernetesUser user,
    @Nullable Sent sent,
    @Nullable Registered registered) {
  /** One of another version lacks something, and is as good as none. */
  PendingRecord {
    Objects.requireNonNull(cookie);
    Objects.requireNonNull(agreed);
    Objects.requireNonNull(until);
    Objects.requireNonNull(user);
  }

  /**
   * What the browser was sent away with.
   *
   * @param state hash of the parameter
   * @param verifier of PKCE
   * @param redirectUri where it comes back to
   * @param issuer whom it was sent to
   * @param issPromised whether that one says who it is when it sends it back
   * @param clientId who asks
   * @param resource what the token is for
   * @param reach how far copies of the token may travel
   * @param destinations where what the login gives may be sent
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sent(
      String state,
      String verifier,
      String redirectUri,
      String issuer,
      boolean issPromised,
      String clientId,
      @Nullable String resource,
      String reach,
      List<String> destinations) {
    /** Takes a copy. */
    Sent {
      destinations = List.copyOf(destinations);
    }

    static Sent of(LoginState state, Begun begun, Agreed agreed) {
      PendingLogin login = begun.start().pending();
      return new Sent(
          state.hash(),
          login.verifier(),
          login.redirectUri().toString(),
          login.issuer(),
          login.issPromised(),
          login.clientId(),
          login.resource().orElse(null),
          agreed.reach(),
          agreed.destinations());
    }

    /** What has to be remembered of it by whoever redeems the code. */
    PendingLogin pending(LoginState given) {
      return new PendingLogin(
          given.text(),
          verifier,
          URI.create(redirectUri),
          issuer,
          issPromised,
          clientId,
          Optional.ofNullable(resource));
    }

    /** What the person agreed to. */
    Agreed agreed() {
      return new Agreed(destinations, reach);
    }
  }

  /**
   * A client that the integration does not name.
   *
   * @param redirectUri the only one that it can ask for
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Registered(
      String id,
      String redirectUri,
      @Nullable String secret,
      @Nullable String managementUri,
      @Nullable String managementToken) {

    static Registered of(Asker asker, URI callback) {
      return new Registered(
          asker.client().id(),
          callback.toString(),
          asker.client().secret().orElse(null),
          asker.managementUri().map(URI::toString).orElse(null),
          asker.managementToken().orElse(null));
    }

    Asker asker() {
      return new Asker(
          new ClientValues(id, Optional.ofNullable(secret), Optional.empty()),
          Optional.ofNullable(managementUri).map(URI::create),
          Optional.ofNullable(managementToken));
    }
  }

  /** Whether it is of the browser with that cookie and of use still. */
  boolean isOf(BrowserCookie browser, Instant now) {
    return Secrecy.same(cookie, browser.hash()) && !isOver(now);
  }

  private boolean isOver(Instant now) {
    try {
      return !now.isBefore(Instant.parse(until));
    } catch (DateTimeException e) {
      return true;
    }
  }

  /** Who asked, where the integration names no client. */
  Optional<Asker> asker() {
    return Stream.ofNullable(registered).map(Registered::asker).findFirst();
  }

  /** Who asked, where the integration names no client, if they can ask for that callback again. */
  Optional<Asker> asker(URI callback) {
    return Stream.ofNullable(registered)
        .filter(client -> client.redirectUri().equals(callback.toString()))
        .map(Registered::asker)
        .findFirst();
  }

  /** Whether the browser was sent away with that state. */
  boolean wasSentWith(LoginState state) {
    return sent != null && Secrecy.same(sent.state(), state.hash());
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "PendingRecord";
  }
}
