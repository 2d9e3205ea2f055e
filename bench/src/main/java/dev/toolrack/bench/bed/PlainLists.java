package dev.toolrack.bench.bed;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.function.Function;

/**
 * What a plain client needs to list all that the operator has to know at its start: its outputs,
 * bindings, integrations, connectors, credentials and namespaces, page by page, all kinds at the
 * same time.
 *
 * @param bed where the objects are
 */
public record PlainLists(Bed bed) {
  private static final long PAGE = 500;

  /** How long it takes. */
  public double millis() {
    KubernetesClient client = bed.client();
    List<Function<ListOptions, KubernetesResourceList<?>>> kinds =
        List.of(
            page -> client.configMaps().inAnyNamespace().withLabel(Api.MANAGED_LABEL).list(page),
            page -> client.secrets().inAnyNamespace().withLabel(Api.MANAGED_LABEL).list(page),
            page -> client.secrets().inAnyNamespace().withLabel(Api.CREDENTIAL_LABEL).list(page),
            page -> client.resources(AgentToolBinding.class).inAnyNamespace().list(page),
            page -> client.resources(McpIntegration.class).inAnyNamespace().list(page),
            page -> client.resources(McpConnector.class).inAnyNamespace().list(page),
            page -> client.namespaces().list(page));
    System.gc();
    long begun = System.nanoTime();
    bed.parallel().each(kinds, PlainLists::all);
    return Waiting.millis(begun, System.nanoTime());
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
