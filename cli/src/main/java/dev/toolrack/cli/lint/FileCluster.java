package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.toolrack.core.address.Expansion;
import dev.toolrack.core.address.UrlTemplate;
import dev.toolrack.core.cluster.Circumstances;
import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ClusterEdit;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.Unseen;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationSpec.Credentials;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cluster that the files would make. Files are seldom all there is, so whatever is not in them
 * is taken to be there and to be right: only what the files themselves say is judged.
 */
final class FileCluster {
  /** The labels that forbid least, for Namespaces that are not in the files. */
  private static final Map<String, String> ANY_PLACE = Map.of(Api.PROVIDES_LABEL, "Cluster");

  private static final Circumstances CIRCUMSTANCES =
      new Circumstances(
          CrossNamespace.ON,
          Integer.MAX_VALUE,
          (url, credential, requester) -> Optional.empty(),
          text -> text.contains("-----BEGIN CERTIFICATE-----"),
          Instant.EPOCH);

  private final ClusterEdit edit = Cluster.empty(CIRCUMSTANCES).edit();
  private final Set<String> namespaces = new HashSet<>();
  private final Set<ObjectName> configs = new HashSet<>();
  private final Set<ObjectName> secrets = new HashSet<>();
  private final Map<ObjectName, McpConnector> connectors = new HashMap<>();

  private FileCluster() {}

  /** The cluster of these objects, each of which is sound by itself. */
  static FileCluster of(List<Manifest> ours, List<Manifest> others) {
    FileCluster files = new FileCluster();
    others.forEach(files::addOther);
    ours.forEach(manifest -> files.place(manifest.namespace()));
    ours.forEach(files::addConnector);
    ours.forEach(files::addIntegration);
    files.edit.unseen(
        List.of(
            Unseen.Spot.everywhere("McpConnector"),
            Unseen.Spot.everywhere("ConfigMap"),
            Unseen.Spot.everywhere("Secret")));
    return files;
  }

  Cluster cluster() {
    return edit.done();
  }

  /** Whether the labels of a namespace are known. */
  boolean knows(String namespace) {
    return namespaces.contains(namespace);
  }

  private void addOther(Manifest manifest) {
    ObjectName name = new ObjectName(manifest.namespace(), manifest.name());
    switch (manifest.kind()) {
      case "Namespace" -> {
        edit.put(Typed.namespace(manifest));
        namespaces.add(manifest.name());
      }
      case "ConfigMap" -> {
        edit.put(Typed.config(manifest));
        configs.add(name);
      }
      default -> {
        if (SecretCheck.isDecodable(manifest)) {
          edit.put(Typed.secret(manifest));
          secrets.add(name);
        }
      }
    }
  }

  private void place(String namespace) {
    if (!knows(namespace)) {
      Namespace assumed = new Namespace();
      assumed.setMetadata(
          new ObjectMetaBuilder().withName(namespace).withLabels(ANY_PLACE).build());
      edit.put(assumed);
    }
  }

  private void addConnector(Manifest manifest) {
    if (manifest.kind().equals("McpConnector")) {
      McpConnector connector = Typed.connector(manifest, spec -> dropUnseenBundle(manifest, spec));
      edit.put(connector);
      connectors.put(ObjectName.of(connector), connector);
    }
  }

  private void dropUnseenBundle(Manifest manifest, ObjectNode spec) {
    String bundle = spec.at("/server/caBundleRef/name").asText("");
    if (!configs.contains(new ObjectName(manifest.namespace(), bundle))
        && spec.path("server") instanceof ObjectNode server) {
      server.remove("caBundleRef");
    }
  }

  private void addIntegration(Manifest manifest) {
    if (manifest.kind().equals("McpIntegration")) {
      McpIntegration integration =
          Typed.integration(manifest, spec -> dropNarrowing(manifest, spec));
      edit.put(integration);
      assumeSecrets(integration);
    }
  }

  /** Whether a part of a scope lies in a namespace whose place is not known cannot be said. */
  private void dropNarrowing(Manifest manifest, ObjectNode spec) {
    JsonNode access = spec.path("access");
    if (!knows(manifest.namespace()) && access instanceof ObjectNode object) {
      object.remove("scope");
    }
  }

  /** Secrets are seldom in Git: those that are not may be sent wherever the integration leads. */
  private void assumeSecrets(McpIntegration integration) {
    for (ObjectName name : References.secrets(integration)) {
      if (!secrets.contains(name)) {
        edit.put(
            name,
            new SecretFacts(
                name.toString(),
                "1",
                true,
                CredentialReach.SCOPE,
                destinations(integration),
                keys(integration.getSpec().credentials())));
      }
    }
  }

  /** As an owner would list them: the server, and where its tokens are asked for. */
  private String destinations(McpIntegration integration) {
    Optional<String> endpoint =
        Optional.ofNullable(connectors.get(References.connector(integration)))
            .map(connector -> connector.getSpec().oauth())
            .map(McpConnectorSpec.OAuth::tokenEndpoint);
    return Stream.concat(destination(integration).stream(), endpoint.stream())
        .collect(Collectors.joining(" "));
  }

  private Optional<String> destination(McpIntegration integration) {
    McpConnector connector = connectors.get(References.connector(integration));
    if (connector == null) {
      return Optional.empty();
    }
    NamespaceScope home =
        NamespaceScope.of(
            integration.getMetadata().getNamespace(),
            edit.done().namespaces().get(integration.getMetadata().getNamespace()));
    return UrlTemplate.of(connector.getSpec())
                .expand(integration.getSpec().variables(), home.belonging())
            instanceof Expansion.Expanded expanded
        ? Optional.of(expanded.url().origin() + expanded.url().path())
        : Optional.empty();
  }

  private static Map<String, Boolean> keys(Credentials credentials) {
    Map<String, Boolean> keys = new HashMap<>();
    if (credentials.bearer() != null) {
      keys.put(credentials.bearer().secretKeyRef().key(), true);
    }
    if (credentials.oauth() != null) {
      keys.put(Api.CLIENT_ID_KEY, true);
      keys.put(Api.CLIENT_SECRET_KEY, true);
    }
    credentials.headers().forEach(header -> keys.put(header.secretKeyRef().key(), true));
    return keys;
  }
}
