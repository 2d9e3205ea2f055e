package dev.toolrack.operator.shell.apply;

import dev.toolrack.core.drift.ListingChange;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of every change of Ready, and of the tools of a server, by a Kubernetes Event on the
 * object. An event that cannot be written is not worth a failed reconcile.
 */
public final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int MAX_NOTE = 1000;
  private static final String CONTROLLER = "toolrack.dev/operator";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final InstantSource clock;
  private final String instance;

  /**
   * @param instance which replica speaks
   */
  public EventRecorder(KubernetesClient client, InstantSource clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  /** Writes an event if Ready has another status or reason than before. */
  public void readyChanged(
      HasMetadata object, Optional<Condition> before, Optional<Condition> now) {
    if (now.isEmpty() || !isNews(before, now.get())) {
      return;
    }
    Condition ready = now.get();
    var metadata = object.getMetadata();
    write(
        new ObjectReferenceBuilder()
            .withApiVersion(object.getApiVersion())
            .withKind(object.getKind())
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .withUid(metadata.getUid())
            .build(),
        Reason.read(ready.getReason()).filter(Reason::worries).isEmpty(),
        ready.getReason(),
        ready.getMessage());
  }

  /**
   * Writes an event about other tools than before.
   *
   * @param uid of the integration
   */
  public void toolsChanged(IntegrationRef ref, String uid, ListingChange change) {
    write(
        new ObjectReferenceBuilder()
            .withApiVersion(HasMetadata.getApiVersion(McpIntegration.class))
            .withKind(HasMetadata.getKind(McpIntegration.class))
            .withName(ref.name())
            .withNamespace(ref.namespace())
            .withUid(uid)
            .build(),
        true,
        "ToolsChanged",
        "The server's tools changed: %s.".formatted(change.describe()));
  }

  private void write(ObjectReference regarding, boolean normal, String reason, String note) {
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withGenerateName(regarding.getName() + "-")
            .withNamespace(regarding.getNamespace())
            .endMetadata()
            .withEventTime(new MicroTime(MICROS.format(clock.instant())))
            .withReportingController(CONTROLLER)
            .withReportingInstance(instance)
            .withAction("Decide")
            .withType(normal ? "Normal" : "Warning")
            .withReason(reason)
            .withNote(note(note))
            .withRegarding(regarding)
            .build();
    try {
      client.events().v1().events().inNamespace(regarding.getNamespace()).resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debug("event on {}/{} not written", regarding.getNamespace(), regarding.getName(), e);
    }
  }

  /** The API refuses longer ones. */
  private static String note(String message) {
    return message.length() <= MAX_NOTE ? message : message.substring(0, MAX_NOTE - 1) + "…";
  }

  private static boolean isNews(Optional<Condition> before, Condition now) {
    return before
        .map(b -> !now.getStatus().equals(b.getStatus()) || !now.getReason().equals(b.getReason()))
        .orElse(true);
  }
}
