package dev.toolrack.bench.bed;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * What a plain client needs to list all that the operator has to know at its start: its outputs,
 * bindings, integrations, connectors, credentials and namespaces, page by page, all kinds at the
 * same time. It keeps nothing of them.
 *
 * @param client with which it asks
 */
public record PlainLists(KubernetesClient client) {
  /** As much as the operator asks for at once of what is big. */
  private static final long PAGE = 50;

  /** Lists everything once, in a process that does nothing else. */
  public static void main(String[] arguments) throws IOException {
    try (var client = new KubernetesClientBuilder().build()) {
      new PlainLists(client).list();
      SideProgram.isThere(arguments);
    }
  }

  /** How long it takes. */
  public double millis() {
    System.gc();
    long begun = System.nanoTime();
    list();
    return Waiting.millis(begun, System.nanoTime());
  }

  private void list() {
    List<Function<ListOptions, KubernetesResourceList<?>>> kinds =
        List.of(
            page -> client.configMaps().inAnyNamespace().withLabel(Api.MANAGED_LABEL).list(page),
            page -> client.secrets().inAnyNamespace().withLabel(Api.MANAGED_LABEL).list(page),
            page -> client.secrets().inAnyNamespace().withLabel(Api.CREDENTIAL_LABEL).list(page),
            page -> client.resources(AgentToolBinding.class).inAnyNamespace().list(page),
            page -> client.resources(McpIntegration.class).inAnyNamespace().list(page),
            page -> client.resources(McpConnector.class).inAnyNamespace().list(page),
            page -> client.namespaces().list(page));
    try (var threads = Executors.newFixedThreadPool(kinds.size())) {
      CompletableFuture.allOf(
              kinds.stream()
                  .map(kind -> CompletableFuture.runAsync(() -> all(kind), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
  }

  private static void all(Function<ListOptions, KubernetesResourceList<?>> kind) {
    String next = "";
    do {
      var options = new ListOptionsBuilder().withLimit(PAGE);
      KubernetesResourceList<?> page =
          kind.apply(next.isEmpty() ? options.build() : options.withContinue(next).build());
      String more = page.getMetadata().getContinue();
      next = more == null ? "" : more;
    } while (!next.isEmpty());
  }
}
