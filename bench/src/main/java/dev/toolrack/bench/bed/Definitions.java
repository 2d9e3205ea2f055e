package dev.toolrack.bench.bed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the three kinds known to an API server. */
final class Definitions {
  /** The API server holds the first create back until two seconds after a definition is there. */
  private static final Duration HELD_BACK = Duration.ofSeconds(3);

  private static final int PATIENCE_SECONDS = 30;

  private Definitions() {}

  static void install(KubernetesClient client, Path directory) {
    try (var files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        try (var stream = Files.newInputStream(file)) {
          for (HasMetadata item : client.load(stream).items()) {
            install(client, item);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.pause(HELD_BACK);
  }

  private static void install(KubernetesClient client, HasMetadata item) {
    client.resource(item).create();
    if (item instanceof CustomResourceDefinition definition) {
      client
          .resource(definition)
          .waitUntilCondition(Definitions::isEstablished, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
