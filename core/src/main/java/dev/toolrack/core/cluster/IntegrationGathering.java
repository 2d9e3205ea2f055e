package dev.toolrack.core.cluster;

import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.integration.ConfigValue;
import dev.toolrack.core.integration.ConnectorFacts;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.crds.McpIntegration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Puts together everything that a decision about one integration depends on. */
public final class IntegrationGathering {

  private IntegrationGathering() {}

  /** The snapshot of what the sources say now. */
  public static IntegrationSnapshot of(McpIntegration integration, IntegrationSources sources) {
    var metadata = integration.getMetadata();
    return new IntegrationSnapshot(
        References.integration(integration),
        metadata.getUid(),
        metadata.getGeneration(),
        integration.getSpec(),
        sources.isEnabled(metadata.getNamespace()),
        sources.seated(integration),
        sources.namespaces().scope(metadata.getNamespace()),
        connector(References.connector(integration), sources),
        configs(integration, sources),
        secrets(integration, sources),
        sources.token(integration),
        sources.knowledge(integration),
        sources.cross(),
        sources.destinations(),
        sources.connectPage(),
        sources.now());
  }

  /** What may be known of the certificate authorities that a connector names. */
  public static Lookup<BundleFacts> bundle(McpConnector connector, IntegrationSources sources) {
    ConfigMapKeyRef ref = connector.getSpec().server().caBundleRef();
    return References.bundle(connector)
        .map(name ->
            map(
                sources.config(name),
                config ->
                    ConfigReading.bundle(config, ref == null ? "" : ref.key(), sources::isBundle)))
        .orElseGet(Lookup::absent);
  }

  private static Lookup<ConnectorFacts> connector(ObjectName name, IntegrationSources sources) {
    Lookup<McpConnector> connector = sources.connector(name);
    return connector instanceof Lookup.Found<McpConnector>(McpConnector found)
            && found.getMetadata().getDeletionTimestamp() != null
        ? Lookup.absent()
        : map(connector, found -> facts(found, sources));
  }

  private static ConnectorFacts facts(McpConnector connector, IntegrationSources sources) {
    var metadata = connector.getMetadata();
    String namespace = metadata.getNamespace();
    return new ConnectorFacts(
        metadata.getUid(),
        metadata.getGeneration(),
        connector.getSpec(),
        sources.namespaces().scope(namespace),
        bundle(connector, sources),
        sources.namespaces().requester(namespace, sources.cross()));
  }

  private static Map<ConfigMapKeyRef, Lookup<ConfigValue>> configs(
      McpIntegration integration, IntegrationSources sources) {
    String namespace = integration.getMetadata().getNamespace();
    var values = new HashMap<ConfigMapKeyRef, Lookup<ConfigValue>>();
    for (ConfigMapKeyRef ref : References.configKeys(integration)) {
      values.put(
          ref,
          map(
              sources.config(new ObjectName(namespace, ref.name())),
              config -> ConfigReading.value(config, ref.key())));
    }
    return values;
  }

  private static Map<String, Lookup<SecretFacts>> secrets(
      McpIntegration integration, IntegrationSources sources) {
    var facts = new HashMap<String, Lookup<SecretFacts>>();
    for (ObjectName name : References.secrets(integration)) {
      facts.put(name.name(), sources.secret(name));
    }
    return facts;
  }

  /** The same look with what was found read in some way. */
  public static <T, R> Lookup<R> map(Lookup<T> found, Function<T, R> reading) {
    return switch (found) {
      case Lookup.Found<T>(T value) -> Lookup.found(reading.apply(value));
      case Lookup.Absent<T>() -> Lookup.absent();
      case Lookup.Forbidden<T>() -> Lookup.forbidden();
      case Lookup.Stale<T>() -> Lookup.stale();
    };
  }
}
