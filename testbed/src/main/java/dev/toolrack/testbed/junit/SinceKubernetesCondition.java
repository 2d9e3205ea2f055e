package dev.toolrack.testbed.junit;

import dev.toolrack.testbed.Provisioned;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what {@link SinceKubernetes} says. */
final class SinceKubernetesCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context
        .getElement()
        .map(element -> element.getAnnotation(SinceKubernetes.class))
        .filter(since -> !Provisioned.isSinceKubernetes(since.value()))
        .map(since ->
            ConditionEvaluationResult.disabled(
                "exists since Kubernetes 1."
                    + since.value()
                    + ", this is "
                    + Provisioned.kubernetesVersion()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("it exists"));
  }
}
