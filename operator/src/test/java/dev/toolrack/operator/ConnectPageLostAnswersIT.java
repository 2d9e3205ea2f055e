package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page hands a login over, and the API server's answer does not come. */
class ConnectPageLostAnswersIT extends ConnectPageCase {
  private static final String SECRETS = "/secrets";
  private final Loss loss = new Loss();

  /** Loses answers to creates of Secrets, after which it lets no hand-over be read if so wanted. */
  private static final class Loss implements Interceptor {
    final AtomicInteger lost = new AtomicInteger();
    final AtomicBoolean armed = new AtomicBoolean();
    volatile boolean blind;
    volatile boolean astray;

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      if (astray && isCreate(request)) {
        builder.uri(URI.create(request.uri().toString().replace(SECRETS, "/nothing")));
      }
      if (blind && lost.get() > 0 && request.uri().getPath().endsWith("/crm-connect")) {
        throw new UncheckedIOException(new IOException("expected"));
      }
    }

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      if (isCreate(request) && armed.compareAndSet(true, false)) {
        lost.incrementAndGet();
        throw new UncheckedIOException(new IOException("expected"));
      }
    }

    private static boolean isCreate(HttpRequest request) {
      return request.method().equals("POST") && request.uri().getPath().endsWith(SECRETS);
    }

    void end() {
      armed.set(false);
      lost.set(0);
      blind = false;
      astray = false;
    }
  }

  @BeforeAll
  @Override
  void startOperator(KubernetesClient client, Config config) {
    super.startOperator(client, config);
    operator.close();
    operator =
        RunningOperator.start(
            new KubernetesClientBuilder()
                .withConfig(operatorConfig)
                .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("loss", loss))
                .build(),
            settings(),
            "test");
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
    assertThat(loss.lost).hasValue(1);
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
    loss.astray = true;
    assertThat(visitor.get(back).statusCode()).isEqualTo(409);
    assertThat(login.revoked()).hasSize(1);
    assertThat(login.deletedClients()).hasSize(1);
  }

  private void isConnected(String ns) {
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    assertThat(login.accepts(held(ns))).isTrue();
    assertThat(login.revoked()).isEmpty();
    assertThat(login.deletedClients()).isEmpty();
  }
}
