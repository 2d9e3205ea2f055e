package dev.toolrack.properties;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.cluster.Circumstances;
import dev.toolrack.core.cluster.ClusterEdit;
import dev.toolrack.core.cluster.Memory;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Place;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A cluster as the operator's own gathering sees it: found by indexes, not by looking at all. */
final class Offline {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Offline() {}

  static ObjectName name(Bot bot) {
    return new ObjectName(bot.namespace(), bot.name());
  }

  static Optional<BindingOutcome> decide(Resolution resolution, Bot bot) {
    return resolution.binding(name(bot));
  }

  /** The cluster after its servers were asked. */
  static dev.toolrack.core.cluster.Cluster of(Cluster cluster) {
    var operator = new Operator(cluster);
    var remembered = new HashMap<IntegrationRef, Knowledge>();
    var known = new HashMap<IntegrationRef, Knowledge>();
    for (Integration integration : cluster.integrations()) {
      var ref = new IntegrationRef(integration.namespace(), integration.name());
      remembered.put(ref, Operator.asRemembered(integration));
    }
    var declared = declared(cluster, operator);
    Resolution unasked = Resolution.of(declared.remembering(Memory.EMPTY.knowing(remembered)));
    for (Integration integration : cluster.integrations()) {
      var ref = new IntegrationRef(integration.namespace(), integration.name());
      known.put(
          ref,
          unasked
              .integration(ref)
              .flatMap(outcome -> outcome.verification())
              .map(plan -> operator.knowledge(integration, plan))
              .orElse(remembered.getOrDefault(ref, Knowledge.none())));
    }
    return declared.remembering(Memory.EMPTY.knowing(known));
  }

  private static dev.toolrack.core.cluster.Cluster declared(Cluster cluster, Operator operator) {
    var circumstances =
        new Circumstances(
            cluster.labelsProtected() ? CrossNamespace.ON : CrossNamespace.OFF,
            100,
            (url, credential, requester) -> Optional.empty(),
            bundle -> true,
            NOON);
    ClusterEdit edit = dev.toolrack.core.cluster.Cluster.empty(circumstances).edit();
    for (Place place : cluster.places()) {
      edit.put(
          new NamespaceBuilder()
              .withNewMetadata()
              .withName(place.name())
              .withLabels(place.labels())
              .endMetadata()
              .build());
    }
    for (Connector connector : cluster.connectors()) {
      var object = new McpConnector();
      object.setMetadata(metadata(connector.namespace(), connector.name()));
      object.setSpec(Specs.of(connector));
      edit.put(object);
    }
    for (Integration integration : cluster.integrations()) {
      var object = new McpIntegration();
      object.setMetadata(metadata(integration.namespace(), integration.name()));
      object.setSpec(Specs.of(integration));
      edit.put(object);
      operator
          .secret(integration)
          .optional()
          .ifPresent(facts ->
              edit.put(new ObjectName(integration.namespace(), integration.name()), facts));
    }
    for (Bot bot : cluster.bots()) {
      var object = new AgentToolBinding();
      object.setMetadata(metadata(bot.namespace(), bot.name()));
      object.setSpec(Specs.of(bot));
      edit.put(object);
    }
    return edit.done();
  }

  private static ObjectMeta metadata(String namespace, String name) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(name)
        .withUid("uid-" + namespace + "/" + name)
        .withGeneration(Operator.GENERATION)
        .withCreationTimestamp("2026-01-01T00:00:00Z")
        .withLabels(Map.of())
        .build();
  }
}
