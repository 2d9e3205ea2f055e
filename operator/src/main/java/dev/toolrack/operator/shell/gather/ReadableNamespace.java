package dev.toolrack.operator.shell.gather;

import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
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
<<<<<<<< HEAD:operator/src/main/java/dev/toolrack/operator/shell/gather/ReadAccess.java
public record ReadAccess(KubernetesClient client) implements Predicate<String> {
  private static final Logger LOG = LoggerFactory.getLogger(ReadAccess.class);
========
public record ReadableNamespace(KubernetesClient client) implements Predicate<String> {
  private static final Logger LOG = LoggerFactory.getLogger(ReadableNamespace.class);
>>>>>>>> h-chart:operator/src/main/java/dev/toolrack/operator/shell/gather/ReadableNamespace.java

  @Override
  public boolean test(String namespace) {
    try {
      var one = new ListOptionsBuilder().withLimit(1L).build();
      client.secrets().inNamespace(namespace).withLabel(Api.MANAGED_LABEL).list(one);
      client.configMaps().inNamespace(namespace).withLabel(Api.MANAGED_LABEL).list(one);
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
