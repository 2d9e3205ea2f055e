package dev.toolrack.core.integration;

import dev.toolrack.core.catalog.Catalog;
import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.ServedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outcome of an integration whose server is verified. */
record Usable(
    IntegrationSnapshot snapshot,
    Reach reach,
    List<Finding> soFar,
    ConnectorFacts connector,
    VerificationPlan plan) {

  IntegrationOutcome outcome(VerifiedServer verified, Optional<Duration> wakeAfter) {
    DefinitionCheck definitions = DefinitionCheck.of(snapshot, connector, verified);
    VerifiedServer server = verified.with(definitions.tools(), Optional.empty());
    ServedServer served = ServedServers.of(snapshot, connector, plan, server, definitions);
    byte[] catalog = Catalog.write(snapshot.uid(), server, served).getBytes(StandardCharsets.UTF_8);
    DefinitionRecords records = definitions.recorded(StoredSets.MAX_BYTES - catalog.length);
    var findings = new ArrayList<>(soFar);
    findings.add(definitions.finding());
    if (records.stored().lacksApproved()) {
      findings.add(Finding.of(ConditionType.TOOLS_APPROVED, Reason.CATALOG_TOO_LARGE));
    }
    return new IntegrationOutcome(
        findings,
        IntegrationFacts.offered(
            snapshot,
            reach,
            findings,
            served,
            connector,
            server,
            definitions,
            Sha256.digest(catalog)),
        IntegrationFacts.view(
            snapshot,
            true,
            definitions.unknown()
                ? new Availability.Unavailable(Reason.APPROVED_SET_UNKNOWN)
                : new Availability.Available(served)),
        Optional.of(plan),
        Optional.of(verified),
        Optional.of(new String(catalog, StandardCharsets.UTF_8)),
        records,
        Optional.empty(),
        wakeAfter);
  }
}
