package dev.toolrack.cli.lint;

import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpConnector;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the operator would say of an integration with the objects that are in the files. */
final class IntegrationCheck {
  /** Decided by labels, so only where they are known. */
  private static final Set<Reason> OF_PLACES =
      Set.of(Reason.SCOPE_FORBIDDEN, Reason.SCOPE_INVALID, Reason.CONNECTOR_FORBIDDEN);

  /** Said of the rule itself, or of the connector. */
  private static final Set<Reason> SAID_ELSEWHERE =
      Set.of(Reason.RULE_UNREACHABLE, Reason.CONNECTOR_INVALID);

  /** Every integration begins with it, and only a cluster gets beyond it. */
  private static final Set<Reason> OF_BEGINNINGS =
      Set.of(Reason.TOKEN_PENDING, Reason.CONSENT_NEEDED);

  private final FileCluster files;
  private final Cluster cluster;
  private final Resolution resolution;

  IntegrationCheck(FileCluster files) {
    this.files = files;
    this.cluster = files.cluster();
    this.resolution = Resolution.of(cluster);
  }

  List<Problem> of(Manifest manifest) {
    return resolution
        .integration(new IntegrationRef(manifest.namespace(), manifest.name()))
        .map(IntegrationOutcome::findings)
        .orElse(List.of())
        .stream()
        .filter(finding -> isOfFiles(manifest, finding))
        .map(finding ->
            manifest.problem(
                pointer(finding.reason()),
                severity(finding.effect()),
                finding.reason().wire(),
                finding.message()))
        .toList();
  }

  private boolean isOfFiles(Manifest manifest, Finding finding) {
    return (finding.type() == ConditionType.ACCEPTED
            || finding.type() == ConditionType.CREDENTIALS_READY)
        && finding.effect() != Effect.NONE
        && finding.effect() != Effect.OFF
        && !SAID_ELSEWHERE.contains(finding.reason())
        && !OF_BEGINNINGS.contains(finding.reason())
        && !(OF_PLACES.contains(finding.reason()) && !placesKnown(manifest))
        && !(finding.reason() == Reason.URL_INVALID && namesUnknownPlace(manifest));
  }

  private boolean placesKnown(Manifest manifest) {
    return files.knows(manifest.namespace()) && files.knows(connector(manifest).namespace());
  }

  /** A template that names the place of a namespace whose labels are not in the files. */
  private boolean namesUnknownPlace(Manifest manifest) {
    return !files.knows(manifest.namespace())
        && Optional.ofNullable(cluster.connectors().get(connector(manifest)))
            .map(McpConnector::getSpec)
            .filter(spec ->
                spec.server().url().contains("{scope.")
                    || spec.server().headers().stream()
                        .anyMatch(header -> header.value().contains("{scope.")))
            .isPresent();
  }

  private static ObjectName connector(Manifest manifest) {
    var ref = manifest.node().at("/spec/connectorRef");
    return new ObjectName(
        ref.path("namespace").asText(manifest.namespace()), ref.path("name").asText());
  }

  /** What the files say will not come by itself. */
  static Severity severity(Effect effect) {
    return effect == Effect.BLOCKED || effect == Effect.WAITING ? Severity.ERROR : Severity.WARNING;
  }

  private static String pointer(Reason reason) {
    if (reason.aboutSecret() || reason == Reason.SECRET_NOT_LENT) {
      return "/spec/credentials";
    }
    return switch (reason) {
      case CONNECTOR_NOT_FOUND, CONNECTOR_FORBIDDEN, CONNECTOR_DISABLED -> "/spec/connectorRef";
      case VARIABLE_MISSING,
          VARIABLE_INVALID,
          URL_INVALID,
          CONFIG_NOT_FOUND,
          CONFIG_NOT_LABELLED,
          CONFIG_KEY_MISSING ->
          "/spec/variables";
      case SCOPE_FORBIDDEN, SCOPE_INVALID -> "/spec/access";
      case HEADER_INVALID -> "/spec/credentials/headers";
      case CREDENTIALS_NOT_ALLOWED -> "/spec/credentials/oauth";
      case SCOPES_NOT_ALLOWED -> "/spec/credentials/oauth/scopes";
      case ALIAS_INVALID -> "/metadata/name";
      default -> "/spec";
    };
  }
}
