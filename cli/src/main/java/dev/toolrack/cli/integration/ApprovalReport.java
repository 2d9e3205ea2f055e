package dev.toolrack.cli.integration;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Documents;
import dev.toolrack.cli.kubectl.ObjectRef;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.crds.Api;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is approved, or to be approved.
 *
 * @param change what was held
 * @param patch for Git; null = nothing is to be approved
 * @param applied whether the cluster is patched too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApprovalReport(ChangeReport change, @Nullable Patch patch, boolean applied)
    implements Report {

  /** The part of an McpIntegration that says what is approved. */
  record Patch(String apiVersion, String kind, Metadata metadata, Spec spec) {}

  record Metadata(String name, String namespace) {}

  record Spec(Tools tools) {}

  record Tools(String approvedDigest) {}

  static ApprovalReport of(
      ObjectRef ref, ChangeReport change, Optional<String> digest, boolean applied) {
    Patch patch =
        digest
            .map(approved ->
                new Patch(
                    Api.GROUP + "/" + Api.VERSION,
                    "McpIntegration",
                    new Metadata(ref.name(), ref.namespace()),
                    new Spec(new Tools(approved))))
            .orElse(null);
    return new ApprovalReport(change, patch, applied);
  }

  @Override
  public void print(Screen screen) {
    change.print(screen);
    if (patch == null) {
      return;
    }
    screen.gap();
    screen.line(
        Colour.FAINT,
        applied ? "# set in the cluster; for Git:" : "# for Git; --apply sets it in the cluster:");
    Documents.yaml(patch).lines().forEach(screen::line);
  }
}
