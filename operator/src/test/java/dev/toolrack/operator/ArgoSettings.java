package dev.toolrack.operator;

/** The health checks in the forms of an installation of Argo CD: its ConfigMap, its chart. */
final class ArgoSettings {
  private static final String HEAD =
      """
      # Generated from resource_customizations by ArgoHealthTest; do not edit.
      """;

  private ArgoSettings() {}

  /** To be merged into the ConfigMap {@code argocd-cm}. */
  static String configMap() {
    return HEAD
        + """
        # kubectl patch configmap argocd-cm -n argocd --patch-file argocd-cm.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-cm
          labels:
            app.kubernetes.io/part-of: argocd
        data:
        """
        + scripts(2);
  }

  /** Values of the chart {@code argo-cd}. */
  static String values() {
    return HEAD
        + """
        # helm upgrade argocd argo/argo-cd --reuse-values -f values.yaml
        configs:
          cm:
        """
        + scripts(4);
  }

  private static String scripts(int indent) {
    var text = new StringBuilder();
    for (HealthCheck check : HealthCheck.all()) {
      text.append(" ".repeat(indent))
          .append("resource.customizations.health.toolrack.dev_")
          .append(check.kind())
          .append(": |\n");
      check
          .script()
          .lines()
          .map(line -> line.isEmpty() ? "" : " ".repeat(indent + 2) + line)
          .forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }
}
