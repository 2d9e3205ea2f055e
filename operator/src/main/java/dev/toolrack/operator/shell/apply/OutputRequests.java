package dev.toolrack.operator.shell.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends ConfigMaps and Secrets and takes back their metadata only: the API server need not encode,
 * nor this process decode, what was just sent. Fails like the client itself, with {@link
 * KubernetesClientException} and the answer's code.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables">content
 *     negotiation of representations</a>
 */
final class OutputRequests {
  private static final String JSON = "application/json";

  /** Metadata, or the whole object from a server that does not know this form. */
  static final String METADATA_ONLY =
      JSON + ";as=" + MetadataWatches.KIND + ";g=meta.k8s.io;v=v1," + JSON;

  private final KubernetesClient client;

  /** The client works a plural out from the kind's name, each time. */
  private final Map<Class<? extends HasMetadata>, String> plurals = new ConcurrentHashMap<>();

  OutputRequests(KubernetesClient client) {
    this.client = client;
  }

  /** Creates the object; its metadata as it is in the cluster now. */
  <T extends HasMetadata> T create(T desired) {
    return send("POST", collection(desired), desired);
  }

  /**
   * Replaces the object if it still has this version; its metadata as it is in the cluster now.
   *
   * @param desired not kept by anybody else: the version is put into it
   */
  <T extends HasMetadata> T update(T desired, String resourceVersion) {
    desired.getMetadata().setResourceVersion(resourceVersion);
    return send("PUT", collection(desired) + "/" + desired.getMetadata().getName(), desired);
  }

  private <T extends HasMetadata> T send(String method, String path, T desired) {
    KubernetesSerialization json = client.getKubernetesSerialization();
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(path)
            .method(method, JSON, json.asJson(desired))
            .setHeader("Accept", METADATA_ONLY)
            .build();
    HttpResponse<byte[]> response = answer(request);
    if (response.code() < HttpURLConnection.HTTP_OK
        || response.code() >= HttpURLConnection.HTTP_MULT_CHOICE) {
      throw refusal(request, response);
    }
    @SuppressWarnings("unchecked") // the class of the result is that of the argument
    T metadata = (T) json.unmarshal(new ByteArrayInputStream(response.body()), desired.getClass());
    return metadata;
  }

  private HttpResponse<byte[]> answer(HttpRequest request) {
    int limit = client.getConfiguration().getRequestTimeout();
    var answer = client.getHttpClient().sendAsync(request, byte[].class);
    try {
      return limit <= 0 ? answer.get() : answer.get(limit, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      throw failure(request, e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw failure(request, e);
    } catch (ExecutionException e) {
      throw failure(request, e.getCause() == null ? e : e.getCause());
    }
  }

  private static KubernetesClientException failure(HttpRequest request, Throwable cause) {
    return new KubernetesClientException(
        "No answer to %s %s: %s".formatted(request.method(), request.uri(), cause), cause);
  }

  private KubernetesClientException refusal(HttpRequest request, HttpResponse<byte[]> response) {
    Status status = status(response);
    return new KubernetesClientException(
        "%s %s was refused with code %d: %s"
            .formatted(request.method(), request.uri(), response.code(), status.getMessage()),
        response.code(),
        status);
  }

  private Status status(HttpResponse<byte[]> response) {
    try {
      return client
          .getKubernetesSerialization()
          .unmarshal(new ByteArrayInputStream(response.body()), Status.class);
    } catch (KubernetesClientException | IllegalArgumentException e) {
      // Whatever stands between answered; its words are no Status.
      return new StatusBuilder().withMessage("the answer is not the API server's").build();
    }
  }

  private String plural(HasMetadata object) {
    return plurals.computeIfAbsent(object.getClass(), HasMetadata::getPlural);
  }

  private String collection(HasMetadata object) {
    return "%sapi/v1/namespaces/%s/%s"
        .formatted(client.getMasterUrl(), object.getMetadata().getNamespace(), plural(object));
  }
}
