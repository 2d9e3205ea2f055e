package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Outputs that the garbage collector takes before the operator hears that their binding went. */
@KubernetesApi(crds = "crds/yaml")
class LeftBehindIT {

  /** Sends whoever reads the binding to a name that nobody has, while that is wanted. */
  private static final class Absence implements Interceptor {
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean isGone;

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String uri = request.uri().toString();
      if (isGone && request.method().equals("GET") && uri.endsWith("/agenttoolbindings/bot")) {
        builder.uri(URI.create(uri + "-that-went"));
        reads.incrementAndGet();
      }
    }
  }

  @Test
  void whatWasDeliveredIsMadeAnewOnlyForABindingThatIsThere(
      KubernetesClient client, Config config, TestNamespace namespace) {
    var cluster = new Cluster(client);
    var absence = new Absence();
    Resource<Secret> credentials =
        client.secrets().inNamespace(namespace.name()).withName("bot-credentials");
    cluster.binding(namespace.name(), "bot", "");
    try (var _ =
        RunningOperator.start(
            new KubernetesClientBuilder()
                .withConfig(ShippedRole.impersonate(client, config))
                .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("absence", absence))
                .build())) {
      eventually(() -> assertThat(cluster.bindingReady(namespace.name(), "bot")).isNotEmpty());
      String before = credentials.require().getMetadata().getUid();

      absence.isGone = true;
      ShippedPolicies.lifted(client, credentials::delete);
      eventually(() -> assertThat(absence.reads).hasValueGreaterThan(2));
      assertThat(credentials.get()).isNull();

      absence.isGone = false;
      eventually(() -> assertThat(credentials.get()).isNotNull());
      assertThat(credentials.require().getMetadata().getUid()).isNotEqualTo(before);
    }
  }
}
