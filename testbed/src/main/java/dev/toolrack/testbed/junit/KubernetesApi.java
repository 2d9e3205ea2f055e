package dev.toolrack.testbed.junit;

import dev.toolrack.testbed.leaks.LeakCheck;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a real Kubernetes API, one for all test classes of the JVM.
 *
 * <p>Parameters of these types are injected: {@link dev.toolrack.testbed.ControlPlane}, {@link
 * io.fabric8.kubernetes.client.KubernetesClient} (an administrator, shared, not to be closed),
 * {@link io.fabric8.kubernetes.client.Config} (a fresh copy), {@link
 * dev.toolrack.testbed.ApiRequests} and {@link TestNamespace}.
 *
 * <p>A class after which the value of a Secret stands anywhere else fails ({@link LeakCheck}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith({KubernetesApiExtension.class, LeakCheck.class})
public @interface KubernetesApi {
  /**
   * Custom resource definitions to install before the first test: YAML files or directories of
   * them, relative to the root of the source tree. Each is installed once per server and waited
   * for. The API server makes the first create of a resource wait until two seconds after its
   * definition was established; later ones are not delayed.
   */
  String[] crds() default {};
}
