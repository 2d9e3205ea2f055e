package dev.toolrack.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.address.CredentialValue;
import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.integration.ConfigValue;
import dev.toolrack.core.integration.ConnectorFacts;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.world.Documents.Named;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.crds.McpIntegrationSpec;
import dev.toolrack.crds.McpIntegrationSpec.VariableValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What looks at the objects of a world find. */
record Lookups(Documents documents) {

  Lookup<NamespaceScope> scope(String name) {
    return look("Namespace", "", name, document -> NamespaceScope.of(name, labels(document)));
  }

  Lookup<ConnectorFacts> connector(String namespace, String name) {
    return look(
        "McpConnector",
        namespace,
        name,
        document ->
            new ConnectorFacts(
                Documents.uid(new Named("McpConnector", namespace, name), document),
                Documents.generation(document),
                Documents.spec(document, McpConnectorSpec.class),
                scope(namespace),
                bundle(namespace, Documents.spec(document, McpConnectorSpec.class)),
                Requester.stranger(namespace)));
  }

  private Lookup<BundleFacts> bundle(String namespace, McpConnectorSpec spec) {
    var ref = spec.server().caBundleRef();
    return ref == null
        ? Lookup.absent()
        : look(
            "ConfigMap",
            namespace,
            ref.name(),
            document -> {
              JsonNode value = document.path("data").path(ref.key());
              return new BundleFacts(
                  "true".equals(labels(document).get(Api.CONFIG_LABEL)),
                  value.isTextual(),
                  value.asText().startsWith("-----BEGIN CERTIFICATE-----"),
                  value.asText());
            });
  }

  Map<ConfigMapKeyRef, Lookup<ConfigValue>> configs(String namespace, McpIntegrationSpec spec) {
    var configs = new HashMap<ConfigMapKeyRef, Lookup<ConfigValue>>();
    for (VariableValue variable : spec.variables()) {
      var from = variable.valueFrom();
      ConfigMapKeyRef ref = from == null ? null : from.configMapKeyRef();
      if (ref != null) {
        configs.put(
            ref,
            look(
                "ConfigMap",
                namespace,
                ref.name(),
                document ->
                    new ConfigValue(
                        "true".equals(labels(document).get(Api.CONFIG_LABEL)),
                        Optional.of(document.path("data").path(ref.key()))
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::asText))));
      }
    }
    return configs;
  }

  Map<String, Lookup<SecretFacts>> secrets(String namespace) {
    var secrets =
        new HashMap<String, Lookup<SecretFacts>>() {
          @Override
          public Lookup<SecretFacts> getOrDefault(Object key, Lookup<SecretFacts> other) {
            return containsKey(key) ? super.getOrDefault(key, other) : Lookup.absent();
          }
        };
    for (Named key : documents.of("Secret")) {
      if (key.namespace().equals(namespace)) {
        secrets.put(
            key.name(), look("Secret", namespace, key.name(), document -> secret(key, document)));
      }
    }
    return secrets;
  }

  private static SecretFacts secret(Named key, JsonNode document) {
    var usable = new HashMap<String, Boolean>();
    Documents.texts(document.path("stringData"))
        .forEach((name, value) ->
            usable.put(
                name,
                CredentialValue.of(value.getBytes(StandardCharsets.UTF_8))
                    instanceof CredentialValue.Valid));
    String label = labels(document).get(Api.CREDENTIAL_LABEL);
    JsonNode metadata = document.path("metadata");
    return new SecretFacts(
        Documents.uid(key, document),
        metadata.path("resourceVersion").asText("1"),
        label != null,
        label == null ? CredentialReach.NAMESPACE : Documents.wire(label, CredentialReach.class),
        metadata.path("annotations").path(Api.SEND_TO_ANNOTATION).asText(""),
        usable);
  }

  private static Map<String, String> labels(JsonNode document) {
    return Documents.texts(document.path("metadata").path("labels"));
  }

  private <T> Lookup<T> look(
      String kind, String namespace, String name, Function<JsonNode, T> reading) {
    return documents
        .find(kind, namespace, name)
        .map(document ->
            switch (document.path("lookup").asText("Found")) {
              case "Stale" -> Lookup.<T>stale();
              case "Forbidden" -> Lookup.<T>forbidden();
              default -> Lookup.found(reading.apply(document));
            })
        .orElseGet(Lookup::absent);
  }

  Lookup<Agent> agent(IntegrationRef name) {
    Map<String, String> labels =
        documents.find("Namespace", "", name.namespace()).map(Lookups::labels).orElseGet(Map::of);
    return scope(name.namespace())
        .optional()
        .map(home ->
            Lookup.found(new Agent(name.name(), name.namespace(), home.belonging(), labels)))
        .orElseGet(Lookup::stale);
  }
}
