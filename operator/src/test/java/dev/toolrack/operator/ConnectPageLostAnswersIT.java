package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page hands a login over, and the API server's answer does not come. */
class ConnectPageLostAnswersIT extends ConnectPageCase {
  private static final String SECRETS = "/secrets";
  private final Loss loss = new Loss();

  /** Somebody between the operator and the API server. */
  private static final class Loss implements Interceptor {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1/");
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile String namespace = "";
    private volatile @Nullable KubernetesClient direct;
    private volatile boolean twice;
    private volatile boolean blind;
    private volatile boolean refusing;

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String path = request.uri().getPath();
      // Neither what the agent gets meanwhile nor anything of what earlier tests left behind.
      boolean creates =
          request.method().equals("POST")
              && path.endsWith("/" + namespace + SECRETS)
              && request.bodyString().contains("\"crm-connect\"");
      if (creates && refusing) {
        builder.uri(URI.create(request.uri().toString().replace(SECRETS, "/nothing")));
      } else if (creates && armed.compareAndSet(true, false)) {
        // The request arrives, and its answer does not.
        Objects.requireNonNull(direct).resource(request.bodyString()).create();
        if (!twice) {
          builder.uri(NOBODY);
        }
      } else if (blind && !armed.get() && path.endsWith("/crm-connect")) {
        builder.uri(NOBODY);
      }
    }

    void end() {
      armed.set(false);
      twice = false;
      blind = false;
      refusing = false;
    }
  }

  @BeforeAll
  @Override
  void startOperator(KubernetesClient client, Config config) {
    super.startOperator(client, config);
    operator.close();
    loss.direct = new KubernetesClientBuilder().withConfig(operatorConfig).build();
    var impatient = new ConfigBuilder(operatorConfig).withRequestRetryBackoffLimit(1).build();
    operator =
        RunningOperator.start(
            new KubernetesClientBuilder()
                .withConfig(impatient)
                .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("loss", loss))
                .build(),
            settings(),
            "test");
  }

  @AfterAll
  @Override
  void stopOperator() {
    Objects.requireNonNull(loss.direct).close();
    super.stopOperator();
  }

  @BeforeEach
  void ofThisTestOnly(TestNamespace namespace) {
    loss.namespace = namespace.name();
  }

  @AfterEach
  void nothingIsLostAnyMore() {
    loss.end();
  }

  @Test
  void aHandOverWhoseAnswerIsLostIsOne(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    URI back = visitor.upToReturn(link(ns), alice(ns));
    loss.armed.set(true);
    var answer = visitor.get(back);
    assertThat(loss.armed).isFalse();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    isConnected(ns);
  }

  /** The client sends it once more by itself, and is told that it is there. */
  @Test
  void aHandOverThatIsSentTwiceIsOne(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    URI back = visitor.upToReturn(link(ns), alice(ns));
    loss.twice = true;
    loss.armed.set(true);
    var answer = visitor.get(back);
    assertThat(loss.armed).isFalse();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    isConnected(ns);
  }

  @Test
  void whatNobodyCanSayIsNotTakenBack(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    URI back = visitor.upToReturn(link(ns), alice(ns));
    loss.blind = true;
    loss.armed.set(true);
    var answer = visitor.get(back);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("did not say whether it has your login");
    loss.end();
    isConnected(ns);
  }

  @Test
  void whatWasRefusedIsTakenBack(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    URI back = visitor.upToReturn(link(ns), alice(ns));
    loss.refusing = true;
    assertThat(visitor.get(back).statusCode()).isEqualTo(503);
    eventually(() -> assertThat(login.revoked()).hasSize(1));
    eventually(() -> assertThat(login.deletedClients()).hasSize(1));
  }

  private void isConnected(String ns) {
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    assertThat(login.accepts(held(ns))).isTrue();
    assertThat(login.revoked()).isEmpty();
    assertThat(login.deletedClients()).isEmpty();
  }
}
