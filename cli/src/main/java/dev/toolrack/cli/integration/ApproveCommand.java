package dev.toolrack.cli.integration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.ClusterCommand;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.cli.kubectl.ObjectRef;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kubectl toolrack approve INTEGRATION}. */
@Command(
    name = "approve",
    description = {
      "Shows what is held, and prints the patch that approves it, to be committed to Git.",
      "With --apply the cluster is patched at once; a GitOps controller may take that back."
    })
public final class ApproveCommand extends ClusterCommand {
  /** How the policy that guards approvals speaks of the verb that it asks for. */
  private static final String VERB = "needs the verb approve";

  @Parameters(
      index = "0",
      paramLabel = "INTEGRATION",
      description = "NAME or NAMESPACE/NAME of an McpIntegration.")
  private String integration = "";

  @Option(names = "--apply", description = "Set spec.tools.approvedDigest in the cluster.")
  private boolean apply;

  @Option(
      names = "--digest",
      paramLabel = "DIGEST",
      description = "Only if this is still what waits, such as kubectl toolrack diff has shown it.")
  private @Nullable String digest;

  @Override
  protected int run(Cluster cluster) {
    ObjectRef ref = ObjectRef.parse(integration, cluster);
    Held held = Held.look(cluster, ref);
    ChangeReport report = Held.report(ref, held.change());
    Optional<String> wanted =
        switch (held.change()) {
          case HeldChange.Waiting waiting -> Optional.of(waiting.live().digest());
          case HeldChange.Nothing nothing when !nothing.byPerson() -> Optional.of(nothing.digest());
          default -> Optional.empty();
        };
    if (wanted.isPresent() && digest != null && !digest.equals(wanted.get())) {
      output().print(report);
      throw new NoAnswer(
          "what waits is not %s any more but %s; review it again".formatted(digest, wanted.get()));
    }
    boolean applied = false;
    try {
      if (apply && wanted.isPresent()) {
        patch(cluster, held.integration(), ref, wanted.get());
        applied = true;
      }
    } finally {
      output().print(ApprovalReport.of(ref, report, wanted, applied));
    }
    return ExitCode.DONE;
  }

  /** Guarded by the version that was looked at: whatever changed meanwhile is a conflict. */
  private static void patch(
      Cluster cluster, McpIntegration seen, ObjectRef ref, String approvedDigest) {
    ObjectNode patch = new ObjectMapper().createObjectNode();
    patch.putObject("metadata").put("resourceVersion", seen.getMetadata().getResourceVersion());
    patch.putObject("spec").putObject("tools").put("approvedDigest", approvedDigest);
    try {
      cluster
          .client()
          .resource(seen)
          .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    } catch (KubernetesClientException e) {
      if (String.valueOf(e.getMessage()).contains(VERB)) {
        throw new NoAnswer(
            "you may not approve the tools of %s: that %s on mcpintegrations.policy.toolrack.dev; ask somebody who has it, or propose the patch in Git"
                .formatted(ref, VERB));
      }
      if (e.getCode() == 409) {
        throw new NoAnswer(
            "%s has changed since it was shown, so nothing was approved; review it again"
                .formatted(ref));
      }
      throw e;
    }
  }
}
