package dev.toolrack.crds;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real API server with the three CRDs, one for all tests; hands out its client. */
final class ApiServer implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KubernetesClient.class;
  }

  @Override
  public KubernetesClient resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(ApiServer.class))
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .client();
  }

  static void install(KubernetesClient client, CustomResourceDefinition crd) {
    client.resource(crd).forceConflicts().serverSideApply();
    client.resource(crd).waitUntilCondition(ApiServer::established, 30, TimeUnit.SECONDS);
  }

  private static boolean established(@Nullable CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private record Running(KubeAPIServer server, KubernetesClient client) implements AutoCloseable {
    static Running start() {
      var server = new KubeAPIServer();
      server.start();
      var config = Config.fromKubeconfig(server.getKubeConfigYaml());
      var running = new Running(server, new KubernetesClientBuilder().withConfig(config).build());
      try {
        Crds.all().forEach(crd -> install(running.client(), crd));
        return running;
      } catch (RuntimeException e) {
        running.close();
        throw e;
      }
    }

    @Override
    public void close() {
      client.close();
      server.stop();
    }
  }
}
