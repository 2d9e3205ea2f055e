package dev.toolrack.operator;

import dev.toolrack.testbed.junit.TestNamespace;
import org.junit.jupiter.api.Test;

/** Values of variables that somebody else keeps in a ConfigMap. */
class ConfigValuesIT extends OperatorCase {

  @Test
  void theValueIsFollowed(TestNamespace namespace) {
    String ns = namespace.name();
    var server = servers.endpoint("blue-" + ns).tools(TWO_TOOLS);
    String template = server.url().toString().replace("blue-" + ns, "{tenant}-" + ns);
    cluster.connector(
        ns,
        "wiki",
        "server: {url: \"%s\"}\nvariables: [{name: tenant, required: true}]".formatted(template));
    cluster.integration(
        ns,
        "wiki",
        """
        connectorRef: {name: wiki}
        variables: [{name: tenant, valueFrom: {configMapKeyRef: {name: settings, key: tenant}}}]
        """);
    cluster.eventuallyState(ns, "wiki", "Pending/ConfigNotFound");
    config(ns, "\"true\"", "tenant: blue");
    cluster.eventuallyState(ns, "wiki", "Connected/Ready");
    // Another server, of which nothing is known: the tools of the first one are not kept.
    config(ns, "\"true\"", "tenant: green");
    cluster.eventuallyState(ns, "wiki", "Pending/EndpointNotFound");
    servers.endpoint("green-" + ns).tools(TWO_TOOLS);
    cluster.eventuallyState(ns, "wiki", "Connected/Ready");
    config(ns, "\"true\"", "tenant: \"${HOME}\"");
    cluster.eventuallyState(ns, "wiki", "Error/VariableInvalid");
    config(ns, "\"true\"", "other: blue");
    cluster.eventuallyState(ns, "wiki", "Pending/ConfigKeyMissing");
    config(ns, "\"false\"", "tenant: blue");
    cluster.eventuallyState(ns, "wiki", "Pending/ConfigNotLabelled");
    config(ns, "\"true\"", "tenant: blue");
    cluster.eventuallyState(ns, "wiki", "Connected/Ready");
    cluster.client().configMaps().inNamespace(ns).withName("settings").delete();
    cluster.eventuallyState(ns, "wiki", "Pending/ConfigNotFound");
  }

  private void config(String namespace, String label, String data) {
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          namespace: %s
          labels: {toolrack.dev/config: %s}
        data: {%s}
        """
            .formatted(namespace, label, data));
  }
}
