package dev.toolrack.operator.shell.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.mcp.oauth.PendingLogin;
import dev.toolrack.operator.shell.connect.PendingRecord.Registered;
import dev.toolrack.operator.shell.connect.PendingRecord.Sent;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of a login lets one browser end it, once it is sent away, for some time. */
class PendingRecordTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final URI CALLBACK = URI.create("https://toolrack.example.com/connect/callback");

  private final BrowserCookie cookie = BrowserCookie.fresh();
  private final LoginState state = LoginState.fresh(new IntegrationRef("sales", "crm"));

  @Test
  void isOfOneBrowserForSomeTime() {
    PendingRecord record = record(sent());
    assertThat(record.isOf(cookie, NOW)).isTrue();
    assertThat(record.isOf(BrowserCookie.fresh(), NOW)).isFalse();
    assertThat(record.isOf(cookie, NOW.plusSeconds(599))).isTrue();
    assertThat(record.isOf(cookie, NOW.plusSeconds(600))).isFalse();
  }

  @Test
  void aTimeThatCannotBeReadIsOver() {
    var record = new PendingRecord(cookie.hash(), "plan", "soon", user(), sent(), null);
    assertThat(record.isOf(cookie, NOW)).isFalse();
  }

  @Test
  void isOfOneState() {
    PendingRecord record = record(sent());
    assertThat(record.wasSentWith(state)).isTrue();
    assertThat(record.wasSentWith(LoginState.fresh(state.ref()))).isFalse();
    assertThat(record(null).wasSentWith(state)).isFalse();
  }

  @Test
  void isReadAsItWasWritten() throws JsonProcessingException {
    PendingRecord record = record(sent());
    var json = new ObjectMapper();
    String text = json.writeValueAsString(record);
    assertThat(json.readValue(text, PendingRecord.class)).isEqualTo(record);
    assertThat(text).doesNotContain(cookie.value(), state.secret());
    assertThat(record).hasToString("PendingRecord");
  }

  @Test
  void isWhatTheLoginBeganWith() {
    assertThat(sent().pending(state))
        .isEqualTo(
            new PendingLogin(
                state.text(),
                "verifier",
                CALLBACK,
                "https://login.example.com",
                true,
                "client",
                Optional.of("https://crm.example.com/mcp")));
  }

  @Test
  void aClientIsUsedAgainForTheSameCallbackOnly() {
    PendingRecord record = record(sent());
    assertThat(record.asker(CALLBACK).map(asker -> asker.client().id())).contains("client");
    assertThat(record.asker(URI.create("https://other.example.com/connect/callback"))).isEmpty();
    assertThat(record(null).asker(CALLBACK)).as("nobody was sent away with it").isPresent();
  }

  private PendingRecord record(@Nullable Sent sent) {
    return new PendingRecord(
        cookie.hash(),
        "agreed",
        NOW.plusSeconds(600).toString(),
        user(),
        sent,
        new Registered("client", CALLBACK.toString(), null, null, null));
  }

  private Sent sent() {
    return new Sent(
        state.hash(),
        "verifier",
        CALLBACK.toString(),
        "https://login.example.com",
        true,
        "client",
        "https://crm.example.com/mcp",
        "Namespace",
        List.of("https://crm.example.com/mcp", "https://login.example.com"));
  }

  private static KubernetesUser user() {
    return new KubernetesUser(
        "alice", "1", List.of("sales"), Map.of("scopes", List.of("all", "none")));
  }
}
