package dev.toolrack.operator.shell;

import dev.toolrack.operator.shell.observe.OperatorMetrics;
import dev.toolrack.operator.shell.settings.Settings;
import dev.toolrack.operator.shell.work.Workers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import java.time.Duration;

/** How the operator framework is set up, each deviation from its defaults with its cause. */
final class Framework {
  static final String LEASE = "toolrack-operator";

  private Framework() {}

  static void configure(
      ConfigurationServiceOverrider framework,
      KubernetesClient client,
      Settings settings,
      OperatorMetrics metrics,
      Leadership leadership,
      Workers workers) {
    framework
        .withKubernetesClient(client)
        .withExecutorService(workers)
        .withResourceCloner(new RecordCloner(client))
        .withCloseClientOnStop(false)
        .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
        // Our own writes come back as events; with versions compared as numbers they are known.
        .withParseResourceVersions(true)
        .withMetrics(
            MicrometerMetrics.newMicrometerMetricsBuilder(metrics.registry())
                .notCollectingMetricsPerResource()
                .build());
    if (settings.leaderElection().enabled()) {
      election(framework, settings.leaderElection(), leadership);
    } else {
      leadership.gained();
    }
  }

  private static void election(
      ConfigurationServiceOverrider framework,
      Settings.LeaderElection settings,
      Leadership leadership) {
    var election =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
            .withIdentity(leadership.identity())
            // At most twelve calls a minute: the leader reads the Lease before each renewal.
            .withLeaseDuration(Duration.ofSeconds(40))
            .withRenewDeadline(Duration.ofSeconds(25))
            .withRetryPeriod(Duration.ofSeconds(10))
            // The framework would exit from within the shutdown that stops the election.
            .withExitOnStopLeading(false)
            .withLeaderCallbacks(
                new LeaderCallbacks(leadership::gained, leadership::lost, leader -> {}));
    if (!settings.namespace().isEmpty()) {
      election = election.withLeaseNamespace(settings.namespace());
    }
    framework.withLeaderElectionConfiguration(election.build());
  }
}
