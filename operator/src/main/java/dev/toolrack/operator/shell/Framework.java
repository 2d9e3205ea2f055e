package dev.toolrack.operator.shell;

import dev.toolrack.operator.shell.observe.OperatorMetrics;
import dev.toolrack.operator.shell.settings.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** How the operator framework is set up, each deviation from its defaults with its cause. */
final class Framework {
  private static final String LEASE = "toolrack-operator";

  private Framework() {}

  static void configure(
      ConfigurationServiceOverrider framework,
      KubernetesClient client,
      Settings settings,
      String instance,
      OperatorMetrics metrics,
      AtomicBoolean leading) {
    framework
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
        // Our own writes come back as events; with versions compared as numbers they are known.
        .withParseResourceVersions(true)
        .withMetrics(
            MicrometerMetrics.newMicrometerMetricsBuilder(metrics.registry())
                .notCollectingMetricsPerResource()
                .build());
    if (settings.leaderElection().enabled()) {
      election(framework, settings.leaderElection(), instance, leading);
    } else {
      leading.set(true);
    }
  }

  private static void election(
      ConfigurationServiceOverrider framework,
      Settings.LeaderElection settings,
      String instance,
      AtomicBoolean leading) {
    var election =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
            .withIdentity(settings.identity().isEmpty() ? instance : settings.identity())
            // At most twelve calls a minute, from the leader and from those who stand by alike.
            .withLeaseDuration(Duration.ofSeconds(30))
            .withRenewDeadline(Duration.ofSeconds(20))
            .withRetryPeriod(Duration.ofSeconds(6))
            .withLeaderCallbacks(
                new LeaderCallbacks(
                    () -> leading.set(true), () -> leading.set(false), leader -> {}));
    if (!settings.namespace().isEmpty()) {
      election = election.withLeaseNamespace(settings.namespace());
    }
    framework.withLeaderElectionConfiguration(election.build());
  }
}
