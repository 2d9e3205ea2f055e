package dev.toolrack.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.drift.StoredSets.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** resolution.md: "Stored sets (approved, previous, waiting) live in the catalog." */
class StoredSetsTest {
  private static final int ROOM = StoredSets.MAX_BYTES;
  private static final DefinitionSet A = set("a");
  private static final DefinitionSet B = set("b");
  private static final DefinitionSet C = set("c");

  private static DefinitionSet set(String... names) {
    return DefinitionSet.of(
        List.of(names).stream()
            .map(name -> "{\"name\":\"%s\",\"inputSchema\":{}}".formatted(name))
            .toList());
  }

  /** One tool that no compression makes small. */
  private static DefinitionSet large(int seed) {
    byte[] noise = new byte[30_000];
    new Random(seed).nextBytes(noise);
    return DefinitionSet.of(
        List.of(
            "{\"name\":\"t%d\",\"inputSchema\":{},\"x\":\"%s\"}"
                .formatted(seed, HexFormat.of().formatHex(noise))));
  }

  private static StoredSets after(StoredSets before, DefinitionSet asked, DefinitionSet live) {
    return before.after(asked.digest(), live.digest(), Optional.of(live), ROOM);
  }

  private static Map<Role, String> digests(StoredSets stored) {
    return stored.sets().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().digest()));
  }

  @Tag("hold-5")
  @Test
  void keepsWhatIsApprovedWhatWaitsAndWhatWasApprovedBefore() {
    StoredSets first = after(StoredSets.none(), A, A);
    assertThat(digests(first)).isEqualTo(Map.of(Role.APPROVED, A.digest()));
    StoredSets changed = after(first, A, B);
    assertThat(digests(changed))
        .isEqualTo(Map.of(Role.APPROVED, A.digest(), Role.WAITING, B.digest()));
    StoredSets approved = after(changed, B, B);
    assertThat(digests(approved))
        .isEqualTo(Map.of(Role.APPROVED, B.digest(), Role.PREVIOUS, A.digest()));
    StoredSets reverted = after(approved, A, B);
    assertThat(digests(reverted))
        .isEqualTo(Map.of(Role.APPROVED, A.digest(), Role.WAITING, B.digest()));
    StoredSets further = after(after(reverted, B, B), B, C);
    assertThat(digests(further))
        .isEqualTo(
            Map.of(Role.APPROVED, B.digest(), Role.WAITING, C.digest(), Role.PREVIOUS, A.digest()));
  }

  @Test
  void readsAgainWhatItWrote() {
    StoredSets stored = after(after(StoredSets.none(), A, A), A, B);
    StoredSets read = StoredSets.read(stored.file());
    assertThat(read).isEqualTo(stored);
    assertThat(read.unpacked()).isEqualTo(Map.of(Role.APPROVED, A, Role.WAITING, B));
    assertThat(after(read, A, B)).isSameAs(read);
  }

  @Test
  void nothingIsPackedAnewWhileNothingChanges() {
    StoredSets stored = after(StoredSets.none(), A, A);
    assertThat(stored.after(A.digest(), A.digest(), Optional.empty(), ROOM)).isSameAs(stored);
    assertThat(after(stored, A, A)).isSameAs(stored);
    // The live definitions are not at hand: what is on record stays.
    assertThat(stored.after(A.digest(), B.digest(), Optional.empty(), ROOM)).isSameAs(stored);
  }

  @Test
  void anApprovalOfSomethingUnknownKeepsWhatWasApprovedBefore() {
    StoredSets stored = after(after(StoredSets.none(), A, A), C, B);
    assertThat(digests(stored))
        .isEqualTo(Map.of(Role.WAITING, B.digest(), Role.PREVIOUS, A.digest()));
    assertThat(digests(after(stored, A, B)))
        .isEqualTo(Map.of(Role.APPROVED, A.digest(), Role.WAITING, B.digest()));
  }

  @Test
  void whereThereIsNoRoomThePreviousLeavesFirstThenTheWaitingOne() {
    DefinitionSet one = large(1);
    DefinitionSet two = large(2);
    DefinitionSet three = large(3);
    int each = after(StoredSets.none(), one, one).file().length() / 4 * 3;
    StoredSets approved = after(after(StoredSets.none(), one, one), two, two);
    assertThat(approved.sets()).hasSize(2);
    StoredSets tight =
        approved.after(two.digest(), three.digest(), Optional.of(three), each * 2 + each / 2);
    assertThat(digests(tight))
        .isEqualTo(Map.of(Role.APPROVED, two.digest(), Role.WAITING, three.digest()));
    StoredSets tighter =
        approved.after(two.digest(), three.digest(), Optional.of(three), each + each / 2);
    assertThat(digests(tighter)).isEqualTo(Map.of(Role.APPROVED, two.digest()));
    assertThat(tighter.lacksApproved()).isFalse();
    // The same is not tried again at every decision.
    StoredSets settled =
        tighter.after(two.digest(), three.digest(), Optional.of(three), each + each / 2);
    assertThat(settled.after(two.digest(), three.digest(), Optional.of(three), each + each / 2))
        .isSameAs(settled);
  }

  @Test
  void whatDoesNotFitAtAllIsSaid() {
    StoredSets none = StoredSets.none().after(A.digest(), A.digest(), Optional.of(A), 10);
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.file()).isEmpty();
    assertThat(none.lacksApproved()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no base64!", "bm90IGd6aXA="})
  void whatIsNotReadableIsNotOnRecord(String file) {
    assertThat(StoredSets.read(file)).isEqualTo(StoredSets.none());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"schema\":\"other\",\"approved\":{\"tools\":[]}}",
        "{\"schema\":\"https://toolrack.dev/schemas/definitions-v1.json\",\"approved\":{\"tools\":[null]}}",
        "{\"schema\":\"https://toolrack.dev/schemas/definitions-v1.json\",\"approved\":{}}"
      })
  void anotherDocumentIsNotOnRecord(String json) throws IOException {
    assertThat(StoredSets.read(zipped(json.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(StoredSets.none());
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    assertThat(StoredSets.read(zipped(new byte[64 * 1024 * 1024]))).isEqualTo(StoredSets.none());
  }

  /** "Stored sets count only if they hash to the digest asked for." */
  @Tag("hold-5")
  @Test
  void theDigestIsComputedAndNeverBelieved() throws IOException {
    String lie =
        "{\"schema\":\"https://toolrack.dev/schemas/definitions-v1.json\",\"approved\":{\"digest\":\"%s\",\"tools\":[%s]}}"
            .formatted(A.digest(), "\"{\\\"name\\\":\\\"b\\\",\\\"inputSchema\\\":{}}\"");
    StoredSets read = StoredSets.read(zipped(lie.getBytes(StandardCharsets.UTF_8)));
    assertThat(digests(read)).isEqualTo(Map.of(Role.APPROVED, B.digest()));
  }

  private static String zipped(byte[] bytes) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    return Base64.getEncoder().encodeToString(zipped.toByteArray());
  }
}
