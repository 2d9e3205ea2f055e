package dev.toolrack.operator.shell.walls;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResources;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a policy does not see and deny everything that it has to. What its expressions do is not
 * judged: nobody can do that in general (decision 0026).
 */
public final class Weaknesses {
  private static final String ALL = "*";
  private static final List<String> VERSIONS = List.of("v1", "v1alpha1");

  private final Wall wall;
  private final List<String> found = new ArrayList<>();

  private Weaknesses(Wall wall) {
    this.wall = wall;
  }

  /** All there are, for people; none = the policy is in force. */
  public static List<String> of(
      Wall wall,
      @Nullable ValidatingAdmissionPolicy policy,
      @Nullable ValidatingAdmissionPolicyBinding binding) {
    var weaknesses = new Weaknesses(wall);
    weaknesses.note(policy == null, "there is no ValidatingAdmissionPolicy of this name");
    weaknesses.note(binding == null, "there is no ValidatingAdmissionPolicyBinding of this name");
    if (policy != null) {
      weaknesses.inPolicy(policy);
    }
    if (binding != null) {
      weaknesses.inBinding(binding);
    }
    return List.copyOf(weaknesses.found);
  }

  private void inPolicy(ValidatingAdmissionPolicy policy) {
    var spec = policy.getSpec();
    note("Ignore".equals(spec.getFailurePolicy()), "failurePolicy is Ignore");
    note(spec.getParamKind() != null, "it has a paramKind");
    note(!spec.getMatchConditions().isEmpty(), "it has matchConditions");
    note(spec.getValidations().isEmpty(), "it has no validations");
    MatchResources constraints = spec.getMatchConstraints();
    if (constraints == null) {
      note(true, "it has no matchConstraints");
      return;
    }
    note("Exact".equals(constraints.getMatchPolicy()), "matchPolicy is Exact");
    note(!isEmpty(constraints.getNamespaceSelector()), "it has a namespaceSelector");
    note(!seesLabelled(constraints.getObjectSelector()), "its objectSelector leaves objects out");
    for (String resource : wall.sight().resources()) {
      for (String operation : wall.sight().operations()) {
        note(
            constraints.getResourceRules().stream()
                .noneMatch(rule -> isWhole(rule) && matches(rule, resource, operation)),
            "its resourceRules do not cover %s of %s".formatted(operation, resource));
        note(
            constraints.getExcludeResourceRules().stream()
                .anyMatch(rule -> matches(rule, resource, operation)),
            "its excludeResourceRules concern %s of %s".formatted(operation, resource));
      }
    }
  }

  private void inBinding(ValidatingAdmissionPolicyBinding binding) {
    var spec = binding.getSpec();
    note(!wall.policy().equals(spec.getPolicyName()), "the binding is another policy's");
    note(
        !spec.getValidationActions().contains("Deny"),
        "the binding's validationActions do not contain Deny");
    note(spec.getParamRef() != null, "the binding has a paramRef");
    note(!isEmpty(spec.getMatchResources()), "the binding has matchResources");
  }

  private void note(boolean weak, String what) {
    if (weak) {
      found.add(what);
    }
  }

  /** Whether it is about every object of its resources. */
  private boolean isWhole(NamedRuleWithOperations rule) {
    String narrowest = wall == Wall.SCOPES ? "Cluster" : "Namespaced";
    return rule.getResourceNames().isEmpty()
        && (rule.getScope() == null
            || rule.getScope().equals(ALL)
            || rule.getScope().equals(narrowest));
  }

  /** As the API server matches: "a/*" is a with all its subresources, "*" all without any. */
  private boolean matches(NamedRuleWithOperations rule, String resource, String operation) {
    return has(rule.getApiGroups(), wall.sight().group())
        && (rule.getApiVersions().contains(ALL)
            || rule.getApiVersions().stream().anyMatch(VERSIONS::contains))
        && has(rule.getOperations(), operation)
        && rule.getResources().stream().anyMatch(pattern -> isOf(pattern, resource));
  }

  private static boolean isOf(String pattern, String resource) {
    String[] wanted = split(resource);
    String[] given = split(pattern);
    return (given[0].equals(ALL) || given[0].equals(wanted[0]))
        && (given[1].equals(ALL) || given[1].equals(wanted[1]));
  }

  private static String[] split(String resource) {
    int slash = resource.indexOf('/');
    return slash < 0
        ? new String[] {resource, ""}
        : new String[] {resource.substring(0, slash), resource.substring(slash + 1)};
  }

  private static boolean has(List<String> patterns, String value) {
    return patterns.contains(ALL) || patterns.contains(value);
  }

  private boolean seesLabelled(@Nullable LabelSelector selector) {
    return selector == null
        || isEmpty(selector)
        || (!wall.label().isEmpty()
            && isEmpty(selector.getMatchLabels())
            && selector.getMatchExpressions().stream().allMatch(this::isTheLabel));
  }

  private boolean isTheLabel(LabelSelectorRequirement requirement) {
    return wall.label().equals(requirement.getKey()) && "Exists".equals(requirement.getOperator());
  }

  private static boolean isEmpty(@Nullable MatchResources resources) {
    return resources == null
        || (resources.getResourceRules().isEmpty()
            && resources.getExcludeResourceRules().isEmpty()
            && isEmpty(resources.getNamespaceSelector())
            && isEmpty(resources.getObjectSelector()));
  }

  private static boolean isEmpty(@Nullable LabelSelector selector) {
    return selector == null
        || (isEmpty(selector.getMatchLabels()) && selector.getMatchExpressions().isEmpty());
  }

  private static boolean isEmpty(@Nullable Map<String, String> labels) {
    return labels == null || labels.isEmpty();
  }
}
