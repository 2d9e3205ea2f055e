package dev.toolrack.cli.kubectl;

import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What goes wrong with a cluster, in one sentence with the remedy. */
public final class ClusterTrouble {
  private ClusterTrouble() {}

  /** Of an exception of the client. */
  static String explain(KubernetesClientException trouble) {
    return switch (trouble.getCode()) {
      case -1, 0 -> unreached(trouble);
      case 401 ->
          "the cluster does not know you: the credentials of this context are missing, wrong or"
              + " expired; log in again";
      case 403 ->
          "you may not do this: " + said(trouble) + "; ask who runs the cluster for that right";
      case 404 ->
          "the cluster does not know what was asked for: "
              + said(trouble)
              + "; is Toolrack installed there?";
      case 409 -> "somebody else changed the object meanwhile; run the command again";
      case 422 -> "the cluster refuses the object: " + said(trouble);
      case 429 -> "the cluster is too busy; try again in a while";
      default -> "the cluster answers " + trouble.getCode() + ": " + said(trouble);
    };
  }

  private static String unreached(KubernetesClientException trouble) {
    if (caused(trouble, UnknownHostException.class)
        || caused(trouble, UnresolvedAddressException.class)) {
      return "the cluster is not reached: the name of its server is not known; is the right context"
          + " chosen, is the network there?";
    }
    if (caused(trouble, SSLException.class)) {
      return "the cluster is not trusted: its certificate does not fit the kubeconfig; fetch the"
          + " kubeconfig again from who runs the cluster";
    }
    if (caused(trouble, HttpTimeoutException.class) || caused(trouble, TimeoutException.class)) {
      return "the cluster does not answer in time; try again, or give it more with --request-timeout";
    }
    if (caused(trouble, ConnectException.class)) {
      return "the cluster is not reached: nothing listens there; is the right context chosen, does"
          + " the cluster run?";
    }
    return "the cluster gives no answer; does kubectl get namespaces give one with this context?";
  }

  private static boolean caused(Throwable trouble, Class<? extends Throwable> cause) {
    for (Throwable t = trouble; t != null; t = t.getCause()) {
      if (cause.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  /** What the API server says itself: it names user, verb and resource. */
  private static String said(KubernetesClientException trouble) {
    return Optional.ofNullable(trouble.getStatus())
        .map(status -> status.getMessage())
        .filter(message -> !message.isBlank())
        .orElse("no reason given");
  }

  /** Throws if the resource is not served at all. */
  public static void requireInstalled(KubernetesClient client, String plural) {
    APIResourceList served = client.getApiResources(Api.GROUP + "/" + Api.VERSION);
    if (served == null
        || served.getResources().stream().noneMatch(r -> r.getName().equals(plural))) {
      throw new NoAnswer(
          "the cluster does not have Toolrack's kinds; install its chart or crds/yaml first");
    }
  }
}
