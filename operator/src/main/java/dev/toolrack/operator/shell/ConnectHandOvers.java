package dev.toolrack.operator.shell;

import dev.toolrack.core.cluster.References;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.shell.apply.ConnectSecrets;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** What the connect page hands over, as the replica that works sees it. */
final class ConnectHandOvers {
  private final InformerEventSource<Secret, McpIntegration> cache;
  private final ConnectSecrets secrets;
  private final InstantSource clock;

  ConnectHandOvers(
      InformerEventSource<Secret, McpIntegration> cache,
      ConnectSecrets secrets,
      InstantSource clock) {
    this.cache = cache;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A login that waits to be taken over; one that somebody has only begun is none. */
  Optional<SecretVersion> given(McpIntegration integration) {
    return cached(integration)
        .filter(_ -> isLogin(integration))
        .filter(ConnectSecrets::isHandOver)
        .map(ConnectHandOvers::version);
  }

  private static boolean isLogin(McpIntegration integration) {
    return References.handOver(integration).isPresent();
  }

  /**
   * Deletes what was taken over, what was begun and never ended, and what nobody needs any more.
   */
  void tidy(McpIntegration integration, Predicate<SecretVersion> taken) {
    cached(integration)
        .filter(secret -> !isLogin(integration) || isDone(secret, integration, taken))
        // If it has changed, the watch tells.
        .ifPresent(secrets::remove);
  }

  private boolean isDone(
      Secret secret, McpIntegration integration, Predicate<SecretVersion> taken) {
    return ConnectSecrets.isHandOver(secret)
        ? taken.test(version(secret))
        : ends(integration).filter(Duration::isPositive).isEmpty();
  }

  /** How long a login that somebody has begun may still be ended; empty if there is none. */
  Optional<Duration> ends(McpIntegration integration) {
    return cached(integration)
        .flatMap(ConnectSecrets::until)
        .map(until -> Duration.between(clock.instant(), until));
  }

  private Optional<Secret> cached(McpIntegration integration) {
    var metadata = integration.getMetadata();
    return cache
        .get(new ResourceID(TokenPlan.connectName(metadata.getName()), metadata.getNamespace()))
        .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
        .filter(secret -> ConnectSecrets.isOf(secret, metadata.getUid()));
  }

  private static SecretVersion version(Secret secret) {
    var metadata = secret.getMetadata();
    return new SecretVersion(metadata.getName(), metadata.getUid(), metadata.getResourceVersion());
  }
}
