package dev.toolrack.operator.shell.walls;

import dev.toolrack.crds.Api;
import java.util.List;
import java.util.Set;

/**
 * A ValidatingAdmissionPolicy that the chart ships, and what it has to see to be worth anything.
 * Source: {@code helm/toolrack/files/policies}.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists and sets that nobody can change
public enum Wall {
  /** Who may label namespaces. */
  SCOPES(
      "scopes",
      new Sight(
          "",
          List.of("namespaces", "namespaces/status", "namespaces/finalize"),
          List.of("CREATE", "UPDATE")),
      "",
      Set.of("notBy"),
      "052ef0690ec42715",
      "whoever may label namespaces decides who gets whose tools"),
  /** Who may write what was delivered. */
  OUTPUTS(
      "outputs",
      new Sight("", List.of("configmaps", "secrets"), List.of("CREATE", "UPDATE")),
      Api.MANAGED_LABEL,
      Set.of("operator", "controllers"),
      "901eb62af3671fc9",
      "whoever may write ConfigMaps or Secrets of a namespace can change its agents' toolsets and its"
          + " integrations' catalogs"),
  /** What the operator itself may write. */
  OPERATOR(
      "operator",
      new Sight("", List.of("configmaps", "secrets"), List.of("CREATE", "UPDATE", "DELETE")),
      "",
      Set.of("operator", "forbiddenLabels"),
      "3cad103dd77de208",
      "whoever takes over the operator can write every ConfigMap and Secret of the cluster"),
  /** Who may write status. */
  STATUS(
      "status",
      new Sight(
          Api.GROUP,
          List.of("mcpconnectors/status", "mcpintegrations/status", "agenttoolbindings/status"),
          List.of("UPDATE")),
      "",
      Set.of("operator"),
      "807f9a24c46a3834",
      "whoever may write */status of toolrack.dev, and ConfigMaps, decides what agents get until"
          + " servers are verified again"),
  /** Who may trust servers and approve changed tools. */
  POWERS(
      "powers",
      new Sight(
          Api.GROUP, List.of("mcpconnectors", "mcpintegrations"), List.of("CREATE", "UPDATE")),
      "",
      Set.of(),
      "ed5624abdf9bddbc",
      "whoever may write connectors may set trust: Trusted, and whoever may write integrations may"
          + " approve changed tools");

  private final String file;
  private final Sight sight;
  private final String label;
  private final Set<String> chartValues;
  private final String expressions;
  private final String without;

  Wall(
      String file,
      Sight sight,
      String label,
      Set<String> chartValues,
      String expressions,
      String without) {
    this.file = file;
    this.sight = sight;
    this.label = label;
    this.chartValues = chartValues;
    this.expressions = expressions;
    this.without = without;
  }

  /**
   * The requests that a policy has to see.
   *
   * @param group API group
   * @param resources each with its subresource, {@code resource/subresource}
   * @param operations of admission
   */
  public record Sight(String group, List<String> resources, List<String> operations) {}

  /** Name of the policy and of its binding. */
  public String policy() {
    return file + "." + Api.GROUP;
  }

  /** What it has to see. */
  public Sight sight() {
    return sight;
  }

  /** Only objects with this label matter; empty = all do. */
  public String label() {
    return label;
  }

  /** Variables whose expressions are values of the chart. */
  public Set<String> chartValues() {
    return chartValues;
  }

  /** {@link Expressions#digest} of the policy as this version ships it. */
  public String expressions() {
    return expressions;
  }

  /** What is possible while it is not in force, for people. */
  public String without() {
    return without;
  }
}
