package dev.toolrack.bench.bed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.toolrack.bench.BenchException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When a client that watches one kind of object saw each of them for the last time.
 *
 * <p>It asks for metadata only, so that looking on costs the two cores little, and the same for
 * whoever's turn it is: the watch stays open throughout.
 */
public final class Sightings implements AutoCloseable {
  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
  private static final Duration DAY = Duration.ofDays(1);
  private static final ObjectReader EVENT = new ObjectMapper().readerFor(Event.class);

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final KubernetesClient client;
  private final String path;
  private volatile CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile @Nullable AsyncBody open;
  private volatile boolean closed;
  private volatile String version = "";
  private final List<Expectation> expectations = new CopyOnWriteArrayList<>();
  private volatile long latest = System.nanoTime();
  private volatile @Nullable String trouble;

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Event(String type, Item object) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Item(@Nullable Metadata metadata) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Metadata(
      @Nullable String namespace, @Nullable String name, @Nullable String resourceVersion) {}

  /**
   * An object's place.
   *
   * @param namespace where it is
   * @param name its name
   */
  public record Place(String namespace, String name) {}

  /**
   * Begins to watch.
   *
   * @param path of the kind in the API, for example {@code /api/v1/configmaps}
   */
  Sightings(KubernetesClient client, String path) {
    this.client = client;
    this.path = path;
    begin();
  }

  private void begin() {
    String master = client.getMasterUrl().toString().replaceAll("/$", "");
    String query = "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + DAY.toSeconds();
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(master + path + query + (version.isEmpty() ? "" : "&resourceVersion=" + version))
            .header("Accept", METADATA_ONLY)
            .forStreaming()
            .build();
    line.reset();
    end =
        client
            .getHttpClient()
            .consumeBytes(request, this::received)
            .thenCompose(this::opened)
            .whenComplete((_, failure) -> ended(failure));
  }

  /** From now on notes events of the wanted objects, of which there are so many. */
  public Expectation expect(int count, Predicate<Place> wanted) {
    failIfEnded();
    var expectation = new Expectation(this, count, wanted);
    expectations.add(expectation);
    return expectation;
  }

  void forget(Expectation expectation) {
    expectations.remove(expectation);
  }

  /** How long nothing of this kind has been seen, wanted or not. */
  public Duration silence() {
    failIfEnded();
    return Duration.ofNanos(System.nanoTime() - latest);
  }

  @Override
  public void close() {
    closed = true;
    AsyncBody body = open;
    if (body != null) {
      body.cancel();
    }
    end.cancel(true);
  }

  private CompletableFuture<Void> opened(HttpResponse<AsyncBody> response) {
    if (!response.isSuccessful()) {
      trouble = "A watch was refused: " + response.code();
    }
    open = response.body();
    response.body().consume();
    return response.body().done();
  }

  /**
   * The API server ends a watch when it likes, for example while it still works on a definition.
   * The next one goes on from the last event, so that nothing is missed.
   */
  private void ended(@Nullable Throwable failure) {
    if (closed || trouble != null) {
      return;
    }
    if (failure == null) {
      begin();
    } else {
      trouble = "The watch of " + path + " ended: " + failure;
    }
  }

  private void received(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          note(EVENT.readValue(line.toByteArray()));
          line.reset();
        } else {
          line.write(next);
        }
      }
    }
    body.consume();
  }

  private void note(Event event) {
    if (event.type().equals("ERROR")) {
      trouble = "The watch of " + path + " ended with an error.";
    }
    Metadata metadata = event.object().metadata();
    if (metadata == null || metadata.resourceVersion() == null) {
      return;
    }
    version = metadata.resourceVersion();
    if (metadata.namespace() != null && metadata.name() != null) {
      long now = System.nanoTime();
      latest = now;
      var place = new Place(metadata.namespace(), metadata.name());
      expectations.forEach(expectation -> expectation.note(place, now));
    }
  }

  void failIfEnded() {
    if (trouble != null) {
      throw new BenchException(trouble);
    }
  }
}
