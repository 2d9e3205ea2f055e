package dev.toolrack.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.address.Consent;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logins on their way to the operator. */
class HandedOverTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.9Z");

  @Test
  void whatIsWrittenIsRead() {
    HandedOver login = login(Optional.of("https://login.example.com/clients/7?of=us"));
    TokenFacts facts =
        TokenReading.facts(
            new SecretBuilder()
                .withNewMetadata()
                .withAnnotations(login.annotations())
                .endMetadata()
                .build());
    assertThat(facts.identity()).isEqualTo("sha256:plan");
    assertThat(facts.expires()).as("rounded down").contains(Instant.parse("2026-11-22T12:01:00Z"));
    assertThat(facts.scopes()).containsExactly("mcp.read", "mcp.write");
    assertThat(login.data())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Api.ACCESS_TOKEN_KEY, "access",
                Api.REFRESH_TOKEN_KEY, "refresh",
                Api.CLIENT_ID_KEY, "client-7",
                Api.REGISTRATION_URI_KEY, "https://login.example.com/clients/7?of=us",
                Api.REGISTRATION_TOKEN_KEY, "manage"));
  }

  @Test
  void itGoesWhereItWasSaidAndToItsRegistration() {
    HandedOver login = login(Optional.of("https://login.example.com/clients/7"));
    Consent consent = Consent.of(login.annotations().get(Api.SEND_TO_ANNOTATION));
    assertThat(
            List.of(
                "https://crm.example.com/mcp",
                "https://crm.example.com/mcp?tenant=blue",
                "https://login.example.com/a/token",
                "https://login.example.com/clients/7"))
        .allMatch(consent::allows);
    assertThat(List.of("https://crm.example.com/", "https://login.example.com/clients/8"))
        .noneMatch(consent::allows);
  }

  @Test
  void itShowsNothing() {
    assertThat(login(Optional.empty()).toString())
        .doesNotContain("access", "refresh", "manage", "alice", "client-7");
  }

  private static HandedOver login(Optional<String> registration) {
    return new HandedOver(
        "sha256:plan",
        List.of("https://crm.example.com/mcp?tenant=blue", "https://login.example.com/a"),
        new HandedOver.Grant(
            "access",
            Optional.of("refresh"),
            Optional.of(Duration.ofMinutes(1)),
            Optional.of(List.of("mcp.read", "mcp.write")),
            Optional.of("alice@example.com"),
            NOON),
        Optional.of(
            new HandedOver.Client(
                "client-7", Optional.empty(), registration, Optional.of("manage"))));
  }
}
