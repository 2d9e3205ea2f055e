package dev.toolrack.operator.shell.walls;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one policy and its binding. */
final class PolicyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

  private final Wall wall;
  private final Runnable onChange;
  private final AtomicReference<@Nullable ValidatingAdmissionPolicy> policy =
      new AtomicReference<>();
  private final AtomicReference<@Nullable ValidatingAdmissionPolicyBinding> binding =
      new AtomicReference<>();
  private final List<SharedIndexInformer<?>> informers = new CopyOnWriteArrayList<>();
  private volatile @Nullable State state;
  private boolean read;

  /**
   * @param onChange run when the policy comes into force or leaves it
   */
  PolicyWatch(Wall wall, Runnable onChange) {
    this.wall = wall;
    this.onChange = onChange;
  }

  /** What is known of it. */
  private record State(List<String> weaknesses, boolean asShipped) {}

  /** Reads both and watches them from then on; says what is wrong with them. */
  void start(KubernetesClient client) {
    var api = client.admissionRegistration().v1();
    String name = wall.policy();
    try {
      informers.add(api.validatingAdmissionPolicies().withName(name).inform(into(policy)));
      informers.add(api.validatingAdmissionPolicyBindings().withName(name).inform(into(binding)));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      LOG.warn(
          "may not look at the policy {}, so it counts as absent: apply the chart's role", name);
    }
    lookNow();
  }

  boolean inForce() {
    State now = state;
    return now != null && now.weaknesses().isEmpty();
  }

  boolean asShipped() {
    State now = state;
    return now != null && now.asShipped();
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }

  private synchronized void lookNow() {
    read = true;
    look();
  }

  /** Nothing is said before both were read. */
  private synchronized void look() {
    if (!read) {
      return;
    }
    boolean before = inForce();
    ValidatingAdmissionPolicy live = policy.get();
    var now =
        new State(
            Weaknesses.of(wall, live, binding.get()),
            live != null
                && wall.expressions().equals(Expressions.digest(live, wall.chartValues())));
    if (now.equals(state)) {
      return;
    }
    state = now;
    tell(now);
    if (before != inForce()) {
      onChange.run();
    }
  }

  private void tell(State now) {
    if (!now.weaknesses().isEmpty()) {
      LOG.warn(
          "policy {} is not in force: {}; {}; install it with the chart",
          wall.policy(),
          String.join(", ", now.weaknesses()),
          wall.without());
    } else if (!now.asShipped()) {
      LOG.warn(
          "policy {} is in force, but its expressions are not those that this version ships: what"
              + " they let through is not known",
          wall.policy());
    } else {
      LOG.info("policy {} is in force", wall.policy());
    }
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
