package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks objects: first each by itself as the API server would, then all of them as the core does.
 */
final class Linter {
  private @Nullable CelRules rules;

  /** Everything that is wrong, in the order of the files. */
  List<Problem> check(Manifests manifests) {
    List<Problem> problems = new ArrayList<>(manifests.problems());
    List<Manifest> sound = new ArrayList<>();
    for (Manifest manifest : manifests.ours()) {
      List<Problem> own = ofOne(manifest);
      problems.addAll(own);
      if (own.isEmpty()) {
        sound.add(manifest);
      }
    }
    manifests.others().forEach(manifest -> problems.addAll(ofOther(manifest)));
    problems.addAll(together(sound, manifests.others()));
    return problems.stream().distinct().sorted(Problem.ORDER).toList();
  }

  /** What an API server would refuse of the objects, each by itself. */
  List<Problem> refusals(Manifests manifests) {
    List<Problem> problems = new ArrayList<>(manifests.problems());
    manifests.ours().forEach(manifest -> problems.addAll(ofOne(manifest)));
    return problems;
  }

  /** What the API server would say of one object. */
  private List<Problem> ofOne(Manifest manifest) {
    CrdSchema schema = CrdSchema.of(CrdSchema.Kind.of(manifest.kind()).orElseThrow());
    List<Problem> problems = new ArrayList<>(NameCheck.of(manifest));
    problems.addAll(UnknownFields.of(manifest, schema));
    JsonNode filled = Defaults.filledIn(manifest.node(), schema);
    SchemaCheck.Result structure = SchemaCheck.of(manifest, filled, schema);
    problems.addAll(structure.problems());
    if (!structure.blocking()) {
      problems.addAll(new CelCheck(rules(), manifest).of(filled, schema));
    }
    return problems;
  }

  /** What the operator would say of objects that are sound by themselves. */
  private static List<Problem> together(List<Manifest> sound, List<Manifest> others) {
    List<Problem> problems = new ArrayList<>();
    FileCluster files = FileCluster.of(sound, others);
    IntegrationCheck integrations = new IntegrationCheck(files);
    BindingCheck bindings = new BindingCheck(files);
    for (Manifest manifest : sound) {
      problems.addAll(RuleCheck.of(manifest));
      problems.addAll(
          switch (manifest.kind()) {
            case "McpConnector" -> ConnectorFindings.of(manifest);
            case "McpIntegration" -> integrations.of(manifest);
            default -> bindings.of(manifest);
          });
    }
    problems.addAll(
        AliasCheck.of(sound.stream().filter(m -> m.kind().equals("McpIntegration")).toList()));
    return problems;
  }

  private static List<Problem> ofOther(Manifest manifest) {
    List<Problem> problems = new ArrayList<>(NameCheck.of(manifest));
    if (problems.isEmpty()) {
      problems.addAll(
          switch (manifest.kind()) {
            case "Namespace" -> NamespaceCheck.of(manifest);
            case "Secret" -> SecretCheck.of(manifest);
            default -> List.<Problem>of();
          });
    }
    return problems;
  }

  private CelRules rules() {
    CelRules made = rules;
    if (made == null) {
      made = new CelRules();
      rules = made;
    }
    return made;
  }
}
