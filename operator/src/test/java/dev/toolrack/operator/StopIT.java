package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An operator that is stopped while it still decides takes nothing from anybody. */
class StopIT extends OperatorCase {
  private static final int BINDINGS = 40;
  private static final int STOPS = 8;

  @Test
  void whatWasDeliveredStays(TestNamespace namespace) throws InterruptedException {
    String ns = namespace.name();
    var server = servers.endpoint("s-" + ns).tools(TWO_TOOLS).requireToken("canary-token-t");
    cluster.secret(ns, "token", "canary-token-t", "Namespace", server.url().toString());
    cluster.connector(ns, "server", "server: {url: \"%s\"}".formatted(server.url()));
    cluster.integration(
        ns,
        "server",
        """
        connectorRef: {name: server}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    IntStream.range(0, BINDINGS).forEach(i -> cluster.binding(ns, "bot-" + i, ""));
    for (int i = 0; i < BINDINGS; i++) {
      cluster.eventuallyTools(ns, "bot-" + i, "server:create_note", "server:get_note");
      String bot = "bot-" + i;
      Cluster.eventually(() -> assertThat(cluster.bindingReady(ns, bot)).isEqualTo("Ready"));
    }
    Map<String, String> before = versions(ns);
    for (int i = 0; i < STOPS; i++) {
      operator.close();
      operator = RunningOperator.start(operatorConfig);
      // Each time a little later in its first look at everything.
      Thread.sleep(i * 20L);
    }
    operator.close();
    assertThat(versions(ns)).isEqualTo(before);
    operator = RunningOperator.start(operatorConfig);
  }

  /** The versions of all outputs. */
  private Map<String, String> versions(String ns) {
    return cluster
        .client()
        .secrets()
        .inNamespace(ns)
        .withLabel("toolrack.dev/managed")
        .list()
        .getItems()
        .stream()
        .map(HasMetadata::getMetadata)
        .collect(Collectors.toMap(m -> m.getName(), m -> m.getResourceVersion()));
  }
}
