package dev.toolrack.operator.shell.gather;

import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Secrets and ConfigMaps of a namespace may be read. Asked once, before they are watched:
 * somebody may have deleted the namespace, and the operator's rights in it.
 */
public record Readable(KubernetesClient client) implements Predicate<String> {
  private static final Logger LOG = LoggerFactory.getLogger(Readable.class);

  @Override
  public boolean test(String namespace) {
    try {
      client.secrets().inNamespace(namespace).withLabel(Api.MANAGED_LABEL).withLimit(1L).list();
      client.configMaps().inNamespace(namespace).withLabel(Api.MANAGED_LABEL).withLimit(1L).list();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      LOG.warn(
          "namespaces: Secrets and ConfigMaps of {} may not be read; it counts as not listed. Grant"
              + " the rights in it (helm upgrade does) and restart the operator",
          namespace);
      return false;
    }
  }
}
