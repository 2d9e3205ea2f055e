package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.VerifiedServer;
import java.util.Optional;

/**
 * What is known of an integration's server; at first what was known before this process started.
 *
 * @param lastGood the last good result, while it counts
 * @param latest how the latest verification ended
 * @param records what is on record of its definitions
 */
public record Remembered(
    Optional<VerifiedServer> lastGood, Attempt latest, DefinitionRecords records) {

  /** Nothing is known. */
  public static Remembered nothing() {
    return new Remembered(Optional.empty(), new Attempt.None(), DefinitionRecords.none());
  }
}
