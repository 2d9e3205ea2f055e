package dev.toolrack.core.drift;

import java.util.Optional;

/**
 * What is on record of the definitions of one integration's server. It outlives changes of the URL,
 * of the credential and of the connector.
 *
 * @param pinned digest of the set that was verified first while changes were held
 * @param stored definition sets
 * @param latest what the server listed last, until it is stored; only where changes are held
 */
public record DefinitionRecords(
    Optional<String> pinned, StoredSets stored, Optional<DefinitionSet> latest) {

  /** Nothing is on record. */
  public static DefinitionRecords none() {
    return new DefinitionRecords(Optional.empty(), StoredSets.none(), Optional.empty());
  }

  /** The same with what the server listed last. */
  public DefinitionRecords listed(DefinitionSet set) {
    return new DefinitionRecords(pinned, stored, Optional.of(set));
  }
}
