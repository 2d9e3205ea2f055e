package dev.toolrack.operator;

import dev.toolrack.operator.shell.ToolrackOperator;
import dev.toolrack.operator.shell.apply.MetadataWatches;
import dev.toolrack.operator.shell.settings.Settings;
import dev.toolrack.operator.shell.settings.SettingsFile;
import dev.toolrack.testbed.leaks.Leaks;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The operator in this JVM, against the shared API server. */
final class RunningOperator implements AutoCloseable {
  static final String SETTINGS =
      """
      egress: {allowLoopback: true}
      scopes: {requirePolicy: false}
      verify: {confirmAfter: 200ms, retry: 200ms}
      leaderElection: {enabled: false}
      """;

  static {
    FinestLog.hear(Leaks.here());
  }

  private final KubernetesClient client;
  private final ToolrackOperator operator;

  private RunningOperator(KubernetesClient client, Settings settings, String instance) {
    this.client = client;
    try {
      operator = new ToolrackOperator(client, settings, instance);
    } catch (SettingsFile.InvalidSettingsException e) {
      throw new IllegalArgumentException(e);
    }
    try {
      operator.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  static RunningOperator start(Config config) {
    return start(config, SETTINGS);
  }

  static RunningOperator start(Config config, String settings) {
    return start(MetadataWatches.clientBuilder().withConfig(config).build(), settings, "test");
  }

  static RunningOperator start(KubernetesClient client) {
    return start(client, SETTINGS, "test");
  }

  static RunningOperator start(KubernetesClient client, String settings, String instance) {
    try {
      return new RunningOperator(client, SettingsFile.parse(settings), instance);
    } catch (SettingsFile.InvalidSettingsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  ToolrackOperator operator() {
    return operator;
  }

  @Override
  public void close() {
    Leaks.here().said("metrics", operator.metrics().scrape());
    operator.close();
    client.close();
  }
}
