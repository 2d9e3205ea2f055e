package dev.toolrack.core.impact;

import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ClusterEdit;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.SecretReading;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays a change over a cluster, as an API server would. */
final class Overlay {
  private final Cluster before;
  private final ClusterEdit edit;

  private Overlay(Cluster before) {
    this.before = before;
    this.edit = before.edit();
  }

  /** The cluster after the change. */
  static Cluster of(Cluster before, Change change) {
    var overlay = new Overlay(before);
    change.removed().forEach(gone -> overlay.edit.remove(gone.kind(), gone.name()));
    change.applied().forEach(overlay::put);
    return overlay.edit.done();
  }

  private void put(HasMetadata object) {
    ObjectName name = ObjectName.of(object);
    switch (object) {
      case McpConnector declared -> put(declared, before.connectors().get(name));
      case McpIntegration declared -> put(declared, before.integrations().get(name));
      case AgentToolBinding declared -> put(declared, before.bindings().get(name));
      case Secret secret -> edit.put(name, secret(secret, before.secrets().get(name)));
      default -> edit.put(object);
    }
  }

  private void put(McpConnector declared, @Nullable McpConnector live) {
    var next = new McpConnector();
    next.setSpec(declared.getSpec());
    if (live != null) {
      next.setStatus(live.getStatus());
    }
    next.setMetadata(
        metadata(declared, live, live != null && same(declared.getSpec(), live.getSpec())));
    edit.put(next);
  }

  private void put(McpIntegration declared, @Nullable McpIntegration live) {
    var next = new McpIntegration();
    next.setSpec(declared.getSpec());
    boolean same = live != null && same(declared.getSpec(), live.getSpec());
    if (live != null) {
      next.setStatus(live.getStatus());
    }
    if (!same) {
      // What the operator says of it is about another declaration.
      edit.unpublish(References.integration(declared));
    }
    next.setMetadata(metadata(declared, live, same));
    edit.put(next);
  }

  private void put(AgentToolBinding declared, @Nullable AgentToolBinding live) {
    var next = new AgentToolBinding();
    next.setSpec(declared.getSpec());
    if (live != null) {
      next.setStatus(live.getStatus());
    }
    next.setMetadata(
        metadata(declared, live, live != null && same(declared.getSpec(), live.getSpec())));
    edit.put(next);
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other);
  }

  /** An object that is there keeps its identity; another spec is another generation. */
  private ObjectMeta metadata(HasMetadata declared, @Nullable HasMetadata live, boolean same) {
    ObjectMeta said = declared.getMetadata();
    var metadata = new ObjectMeta();
    metadata.setName(said.getName());
    metadata.setNamespace(said.getNamespace());
    metadata.setLabels(said.getLabels());
    metadata.setAnnotations(said.getAnnotations());
    if (live == null) {
      metadata.setUid("new-" + ObjectName.of(declared));
      metadata.setGeneration(1L);
      // Younger than everything that is there: it comes last where there is not room for all.
      metadata.setCreationTimestamp(
          before.circumstances().now().plus(1, ChronoUnit.SECONDS).toString());
    } else {
      ObjectMeta old = live.getMetadata();
      long generation = Objects.requireNonNullElse(old.getGeneration(), 1L);
      metadata.setUid(old.getUid());
      metadata.setCreationTimestamp(old.getCreationTimestamp());
      metadata.setDeletionTimestamp(old.getDeletionTimestamp());
      metadata.setGeneration(same ? generation : generation + 1);
    }
    return metadata;
  }

  /** Keys that a manifest leaves out stay; so does who the Secret is. */
  private static SecretFacts secret(Secret declared, @Nullable SecretFacts live) {
    SecretFacts said = SecretReading.facts(declared);
    var usable = new HashMap<String, Boolean>();
    Optional.ofNullable(live).ifPresent(old -> usable.putAll(old.usable()));
    usable.putAll(said.usable());
    return new SecretFacts(
        live == null ? "new-" + ObjectName.of(declared) : live.uid(),
        live == null ? "0" : live.resourceVersion() + "+",
        said.consented(),
        said.reach(),
        said.sendTo(),
        usable);
  }
}
