package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long what is known of a server's metadata counts. */
class KnownMetadataTest {
  private static final MetadataFinding FOUND =
      new MetadataFinding.Found("https://mcp.example", "https://as.example", List.of());
  private static final MetadataFinding ABSENT = new MetadataFinding.Absent();
  private static final MetadataFinding UNKNOWN = new MetadataFinding.Unknown();

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000); // about to overflow
  private final KnownMetadata known = new KnownMetadata(clock::get, 2);
  private final Deque<MetadataFinding> truth = new ArrayDeque<>();

  @Test
  void bothAnswersAreRememberedForAboutAnHour() throws Exception {
    for (MetadataFinding finding : List.of(FOUND, ABSENT)) {
      String server = finding.equals(FOUND) ? "found" : "absent";
      assertThat(ask(server, finding)).isEqualTo(finding);
      pass(Duration.ofMinutes(44));
      assertThat(ask(server)).isEqualTo(finding);
      pass(Duration.ofMinutes(32));
      assertThat(ask(server, FOUND)).isEqualTo(FOUND);
      assertThat(truth).isEmpty();
    }
  }

  @Test
  void outageLeavesWhatWasKnown() throws Exception {
    for (MetadataFinding before : List.of(FOUND, ABSENT)) {
      String server = before.equals(FOUND) ? "found" : "absent";
      ask(server, before);
      pass(Duration.ofHours(2));
      assertThat(ask(server, UNKNOWN)).isEqualTo(before);
      pass(Duration.ofMinutes(4));
      assertThat(ask(server)).isEqualTo(before);
      pass(Duration.ofMinutes(2));
      assertThat(ask(server, UNKNOWN)).isEqualTo(before);
      pass(Duration.ofMinutes(6));
      assertThat(ask(server, FOUND)).isEqualTo(FOUND);
      assertThat(truth).isEmpty();
    }
  }

  @Test
  void outageFromTheStartIsTriedAgainSoon() throws Exception {
    assertThat(ask("a", UNKNOWN)).isEqualTo(UNKNOWN);
    pass(Duration.ofMinutes(4));
    assertThat(ask("a")).isEqualTo(UNKNOWN);
    pass(Duration.ofMinutes(2));
    assertThat(ask("a", ABSENT)).isEqualTo(ABSENT);
  }

  @Test
  void anotherPlaceIsLookedAt() throws Exception {
    assertThat(ask("a", ABSENT)).isEqualTo(ABSENT);
    assertThat(askAt("a", "https://a.example/1", FOUND)).isEqualTo(FOUND);
    assertThat(askAt("a", "https://a.example/1")).isEqualTo(FOUND);
    // An answer that names none does not take back what an earlier one said.
    assertThat(ask("a")).isEqualTo(FOUND);
    assertThat(askAt("a", "https://a.example/2", ABSENT)).isEqualTo(ABSENT);
    assertThat(truth).isEmpty();
  }

  @Test
  void nothingIsSharedAcrossTenantsAndBundles(@TempDir Path directory) throws Exception {
    ask("a", FOUND);
    var bundle = new TrustBundle(Authority.make(directory, "own").pem());
    var other = new Tenant("other", Set.of(), Optional.empty());
    assertThat(ask(request("a", other, Optional.empty()), ABSENT)).isEqualTo(ABSENT);
    assertThat(ask(request("a", Tenant.NONE, Optional.of(bundle)), ABSENT)).isEqualTo(ABSENT);
    assertThat(truth).isEmpty();
  }

  @Test
  void whatWasNotUsedForLongestIsForgotten() throws Exception {
    ask("a", FOUND);
    ask("b", FOUND);
    ask("a");
    ask("c", FOUND);
    assertThat(ask("a")).isEqualTo(FOUND);
    assertThat(ask("b", ABSENT)).isEqualTo(ABSENT);
  }

  /** One tenant can make up as many servers as it likes, each with long words. */
  @Test
  void whatIsLongCountsForMore() throws Exception {
    var large = new KnownMetadata(() -> 0);
    var found =
        new MetadataFinding.Found("r".repeat(2000), "a".repeat(2000), List.of("s".repeat(96)));
    for (int i = 0; i < 5000; i++) {
      VerificationRequest request = request("s" + i, Tenant.NONE, Optional.empty());
      large.of(ProtectedResource.at(request.url()), request, Optional.empty(), () -> found);
    }
    assertThat(large.servers()).isBetween(1500, KnownMetadata.SIZE / 4000);
  }

  private MetadataFinding ask(String server, MetadataFinding... truths) throws Exception {
    return ask(request(server, Tenant.NONE, Optional.empty()), truths);
  }

  private MetadataFinding askAt(String server, String named, MetadataFinding... truths)
      throws Exception {
    return ask(request(server, Tenant.NONE, Optional.empty()), Optional.of(named), truths);
  }

  private MetadataFinding ask(VerificationRequest request, MetadataFinding... truths)
      throws Exception {
    return ask(request, Optional.empty(), truths);
  }

  /** Fails if more is looked up than there are truths. */
  private MetadataFinding ask(
      VerificationRequest request, Optional<String> named, MetadataFinding... truths)
      throws Exception {
    truth.addAll(List.of(truths));
    return known.of(ProtectedResource.at(request.url()), request, named, truth::remove);
  }

  private static VerificationRequest request(
      String server, Tenant tenant, Optional<TrustBundle> trust) {
    return new VerificationRequest(
        URI.create("https://" + server + ".example/mcp"),
        Optional.empty(),
        List.of(),
        false,
        CredentialConsent.SAME_ORIGIN,
        tenant,
        trust,
        Duration.ofSeconds(1));
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
