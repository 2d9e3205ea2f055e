package dev.toolrack.cli.integration;

import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.core.drift.SetChange;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationSpec;
import dev.toolrack.crds.McpIntegrationStatus.ToolCounts;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What waits for a person's approval, out of an integration and its catalog. */
sealed interface HeldChange {

  /** The integration's server is not verified, so nobody knows what it lists. */
  record NotVerified() implements HeldChange {}

  /** Changes are accepted as they come. */
  record NotHolding() implements HeldChange {}

  /**
   * The server lists exactly what is approved.
   *
   * @param digest of that
   * @param byPerson whether somebody approved it, or it was only verified first
   */
  record Nothing(String digest, boolean byPerson) implements HeldChange {}

  /** What the server lists is not on record, so it cannot be shown. */
  record NotOnRecord(String asked, String live) implements HeldChange {}

  /**
   * Something waits.
   *
   * @param asked digest of the set that counts
   * @param byPerson whether somebody approved that, or it was only verified first
   * @param approvedKnown whether that set is on record; if not, everything listed is new
   * @param live what the server lists
   * @param change from the one to the other
   */
  record Waiting(
      String asked, boolean byPerson, boolean approvedKnown, DefinitionSet live, SetChange change)
      implements HeldChange {}

  /**
   * Finds out. Stored sets count as what they hash to, so a catalog that somebody changed shows
   * nothing wrong.
   *
   * @param catalog the integration's catalog, if there is one
   */
  static HeldChange of(McpIntegration integration, @Nullable ConfigMap catalog) {
    Optional<ToolCounts> tools =
        Optional.ofNullable(integration.getStatus()).flatMap(s -> Optional.ofNullable(s.tools()));
    McpIntegrationSpec.Tools spec = integration.getSpec().tools();
    Optional<String> approved = Optional.ofNullable(spec.approvedDigest());
    Optional<String> pinned = tools.flatMap(t -> Optional.ofNullable(t.pinnedDigest()));
    Optional<String> live = tools.flatMap(t -> Optional.ofNullable(t.liveDigest()));
    if (tools.isEmpty() || tools.get().total() == null) {
      return new NotVerified();
    }
    Optional<String> asked = approved.or(() -> pinned);
    if (live.isEmpty() || asked.isEmpty()) {
      return new NotHolding();
    }
    if (asked.get().equals(live.get())) {
      return new Nothing(live.get(), approved.isPresent());
    }
    return compare(asked.get(), approved.isPresent(), live.get(), stored(catalog));
  }

  private static HeldChange compare(
      String asked, boolean byPerson, String live, Collection<DefinitionSet> stored) {
    Optional<DefinitionSet> listed = find(stored, live);
    if (listed.isEmpty()) {
      return new NotOnRecord(asked, live);
    }
    Optional<DefinitionSet> before = find(stored, asked);
    ToolSet from = before.map(DefinitionSet::tools).orElseGet(() -> ToolSet.of(List.of()));
    return new Waiting(
        asked,
        byPerson,
        before.isPresent(),
        listed.get(),
        SetChange.between(from, listed.get().tools()));
  }

  private static Optional<DefinitionSet> find(Collection<DefinitionSet> stored, String digest) {
    return stored.stream().filter(set -> set.digest().equals(digest)).findFirst();
  }

  private static Collection<DefinitionSet> stored(@Nullable ConfigMap catalog) {
    if (catalog == null || catalog.getBinaryData() == null) {
      return List.of();
    }
    String file = catalog.getBinaryData().getOrDefault(StoredSets.FILE, "");
    return file.isEmpty() ? List.of() : StoredSets.read(file).unpacked().values();
  }
}
