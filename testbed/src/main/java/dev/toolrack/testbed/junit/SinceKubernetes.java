package dev.toolrack.testbed.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is tested exists from a version of Kubernetes on: skipped, with the reason, where {@code
 * TOOLRACK_KUBERNETES} chose an older one.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SinceKubernetesCondition.class)
public @interface SinceKubernetes {
  /** The second number of that version, 36 for 1.36. */
  int value();
}
