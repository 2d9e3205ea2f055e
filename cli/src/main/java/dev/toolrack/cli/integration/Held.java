package dev.toolrack.cli.integration;

import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.cli.kubectl.ObjectRef;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.crds.McpIntegration;

/**
 * A look at an integration in the cluster.
 *
 * @param integration as it was then
 * @param change what is held
 */
record Held(McpIntegration integration, HeldChange change) {

  static Held look(Cluster cluster, ObjectRef ref) {
    McpIntegration found = cluster.require(McpIntegration.class, ref.namespace(), ref.name());
    HeldChange change =
        HeldChange.of(
            found,
            cluster
                .client()
                .configMaps()
                .inNamespace(ref.namespace())
                .withName(IntegrationOutcome.catalogName(ref.name()))
                .get());
    return new Held(found, change);
  }

  /** What to tell of it. */
  static ChangeReport report(ObjectRef ref, HeldChange held) {
    return switch (held) {
      case HeldChange.Waiting waiting -> ChangeReport.of(ref.toString(), waiting);
      case HeldChange.Nothing nothing ->
          ChangeReport.nothing(
              ref.toString(),
              "NothingHeld",
              nothing.byPerson()
                  ? "nothing is held; the server lists what was approved, " + nothing.digest()
                  : "nothing is held; the server lists what was verified first, which nobody has approved yet, "
                      + nothing.digest());
      case HeldChange.NotHolding() ->
          ChangeReport.nothing(
              ref.toString(),
              "NotHolding",
              "changes are accepted as they come; spec.tools.onChange: Hold would hold them");
      case HeldChange.NotVerified() ->
          throw new NoAnswer(
              "the server of %s is not verified, so nobody knows what it lists; kubectl toolrack test %s -n %s says why"
                  .formatted(ref, ref.name(), ref.namespace()));
      case HeldChange.NotOnRecord(String asked, String live) ->
          throw new NoAnswer(
              "something is held (approved %s, listed %s), but what is listed is not on record in ConfigMap %s; kubectl toolrack test %s -n %s has it listed again"
                  .formatted(
                      asked,
                      live,
                      IntegrationOutcome.catalogName(ref.name()),
                      ref.name(),
                      ref.namespace()));
    };
  }
}
