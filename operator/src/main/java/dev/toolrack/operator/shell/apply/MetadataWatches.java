package dev.toolrack.operator.shell.apply;

import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Watches of outputs ask for metadata only: what the operator itself wrote comes back with every
 * write, and it knows what that was. What somebody else wrote is read when it is next compared. The
 * first list has the data, so a start reads nothing one by one.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables">content
 *     negotiation of representations</a>
 */
public final class MetadataWatches implements Interceptor {
  /** What the API server calls an object of which it sends no more. */
  static final String KIND = "PartialObjectMetadata";

  private static final String OUTPUTS =
      "labelSelector=" + URLEncoder.encode(Api.MANAGED_LABEL, StandardCharsets.UTF_8);

  /** Their values are needed: deliveries and renewals read them from the cache. */
  private static final String TOKENS = "labelSelector=" + Labels.TOKENS;

  /** A builder of clients whose watches of outputs do so. */
  public static KubernetesClientBuilder clientBuilder() {
    return new KubernetesClientBuilder()
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor(KIND, new MetadataWatches()));
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    String query = request.uri().getRawQuery();
    if (query != null
        && query.contains("watch=true")
        && query.contains(OUTPUTS)
        && !URLDecoder.decode(query, StandardCharsets.UTF_8).contains(TOKENS)) {
      builder.setHeader("Accept", OutputRequests.METADATA_ONLY);
    }
  }
}
