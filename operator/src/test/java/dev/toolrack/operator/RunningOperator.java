package dev.toolrack.operator;

import dev.toolrack.operator.shell.ToolrackOperator;
import dev.toolrack.operator.shell.settings.Settings;
import dev.toolrack.operator.shell.settings.SettingsFile;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** The operator in this JVM, against the shared API server. */
final class RunningOperator implements AutoCloseable {
  private static final String SETTINGS =
      """
      egress: {allowLoopback: true}
      scopes: {requirePolicy: false}
      verify: {confirmAfter: 200ms, retry: 200ms}
      leaderElection: {enabled: false}
      """;

  private final KubernetesClient client;
  private final ToolrackOperator operator;

  private RunningOperator(Config config, Settings settings) {
    client = new KubernetesClientBuilder().withConfig(config).build();
    try {
      operator = new ToolrackOperator(client, settings, "test");
    } catch (SettingsFile.InvalidSettingsException e) {
      throw new IllegalArgumentException(e);
    }
    operator.start();
  }

  static RunningOperator start(Config config) {
    return start(config, SETTINGS);
  }

  static RunningOperator start(Config config, String settings) {
    try {
      return new RunningOperator(config, SettingsFile.parse(settings));
    } catch (SettingsFile.InvalidSettingsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  ToolrackOperator operator() {
    return operator;
  }

  @Override
  public void close() {
    operator.close();
    client.close();
  }
}
