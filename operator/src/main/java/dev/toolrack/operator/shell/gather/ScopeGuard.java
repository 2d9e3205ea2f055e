package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.scope.CrossNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the admission policy that guards namespace labels. Who may label a namespace decides who
 * gets whose tools; while nothing guards that, nothing crosses a namespace.
 */
public final class ScopeGuard implements AutoCloseable {
  /** Name of the policy and of its binding, as the chart ships them. */
  public static final String POLICY = "scopes.toolrack.dev";

  private static final Logger LOG = LoggerFactory.getLogger(ScopeGuard.class);

  private final boolean required;
  private final AtomicReference<@Nullable ValidatingAdmissionPolicy> policy =
      new AtomicReference<>();
  private final AtomicReference<@Nullable ValidatingAdmissionPolicyBinding> binding =
      new AtomicReference<>();
  private final AtomicBoolean protectedNow;
  private final Runnable onChange;
  private List<SharedIndexInformer<?>> informers = List.of();

  /**
   * @param required whether the policy has to be there at all
   * @param onChange run when the answer changes
   */
  public ScopeGuard(boolean required, Runnable onChange) {
    this.required = required;
    this.onChange = onChange;
    this.protectedNow = new AtomicBoolean(!required);
  }

  /** Reads policy and binding and watches them from then on. */
  public void start(KubernetesClient client) {
    if (!required) {
      LOG.warn(
          "scopes.requirePolicy is false: whoever may label namespaces decides who gets tools");
      return;
    }
    var api = client.admissionRegistration().v1();
    informers =
        List.of(
            api.validatingAdmissionPolicies().withName(POLICY).inform(into(policy)),
            api.validatingAdmissionPolicyBindings().withName(POLICY).inform(into(binding)));
    look();
    if (crossNamespace() == CrossNamespace.OFF) {
      LOG.warn(
          "ScopeUnprotected: the ValidatingAdmissionPolicy {} with its binding is not in force, so"
              + " nothing crosses a namespace; install it with the chart, or set"
              + " scopes.requirePolicy: false",
          POLICY);
    }
  }

  /** Whether labels of namespaces may decide across namespaces. */
  public CrossNamespace crossNamespace() {
    return protectedNow.get() ? CrossNamespace.ON : CrossNamespace.OFF;
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }

  private synchronized void look() {
    boolean now = denies(policy.get(), binding.get());
    if (protectedNow.getAndSet(now) != now) {
      LOG.info("policy {}: resolution across namespaces is {}", POLICY, now ? "on" : "off");
      onChange.run();
    }
  }

  /** Whether both are there, fail closed, see every change of labels, and deny. */
  static boolean denies(
      @Nullable ValidatingAdmissionPolicy policy,
      @Nullable ValidatingAdmissionPolicyBinding binding) {
    if (policy == null || binding == null) {
      return false;
    }
    boolean failsClosed = !"Ignore".equals(policy.getSpec().getFailurePolicy());
    boolean validates = !policy.getSpec().getValidations().isEmpty();
    var constraints = policy.getSpec().getMatchConstraints();
    boolean sees =
        constraints != null
            && constraints.getResourceRules().stream()
                .anyMatch(rule ->
                    rule.getResources()
                            .containsAll(
                                List.of("namespaces", "namespaces/status", "namespaces/finalize"))
                        && rule.getOperations().containsAll(List.of("CREATE", "UPDATE")));
    boolean unconditional =
        policy.getSpec().getMatchConditions().isEmpty()
            && binding.getSpec().getMatchResources() == null;
    return failsClosed
        && validates
        && sees
        && unconditional
        && POLICY.equals(binding.getSpec().getPolicyName())
        && binding.getSpec().getValidationActions().contains("Deny");
  }

  private <T extends HasMetadata> ResourceEventHandler<T> into(AtomicReference<@Nullable T> slot) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        slot.set(object);
        look();
      }

      @Override
      public void onUpdate(T before, T now) {
        slot.set(now);
        look();
      }

      @Override
      public void onDelete(T object, boolean unknown) {
        slot.set(null);
        look();
      }
    };
  }
}
