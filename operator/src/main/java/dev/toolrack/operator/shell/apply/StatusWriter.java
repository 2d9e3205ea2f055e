package dev.toolrack.operator.shell.apply;

import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Finding;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes the status of one kind, and only if it says something new: the time at which a condition
 * changed is no news by itself.
 *
 * @param <P> the kind
 * @param <S> its status
 */
public final class StatusWriter<P extends CustomResource<?, S>, S>
    implements LateStatuses.Writer<P, S> {
  private final Shape<S> shape;
  private final Supplier<P> fresh;
  private final InstantSource clock;
  private final EventRecorder events;
  private final WriteCounter counter;
  private final WriteGate gate;

  /**
   * @param fresh makes an empty object of the kind
   */
  public StatusWriter(
      Shape<S> shape,
      Supplier<P> fresh,
      InstantSource clock,
      EventRecorder events,
      WriteCounter counter,
      WriteGate gate) {
    this.shape = shape;
    this.fresh = fresh;
    this.clock = clock;
    this.events = events;
    this.counter = counter;
    this.gate = gate;
  }

  /** How conditions sit in a status. */
  public interface Shape<S> {

    /** The conditions in a status. */
    List<Condition> conditions(S status);

    /** The same status with other conditions. */
    S with(S status, List<Condition> conditions);
  }

  /**
   * Brings the status up to date.
   *
   * @param facts the status apart from its conditions
   * @return {@link Written#CONFLICT} if somebody else wrote the object meanwhile: it has to be
   *     decided about once more
   */
  public Written patchIfChanged(P resource, S facts, List<Finding> findings, Context<P> context) {
    return patchIfChanged(resource, generation(resource), facts, findings, context);
  }

  @Override
  public Written patchIfChanged(
      P resource, long generation, S facts, List<Finding> findings, Context<P> context) {
    List<Condition> conditions = conditions(resource, generation, findings);
    if (!differs(resource, facts, conditions)) {
      return Written.UNCHANGED;
    }
    P patch = fresh.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            // Never onto another object of the same name.
            .withUid(resource.getMetadata().getUid())
            .build());
    patch.setStatus(shape.with(facts, conditions));
    gate.check();
    Written written = apply(resource, patch, context);
    if (written == Written.CHANGED) {
      counter.wrote("patch", resource.getKind() + "/status");
      events.readyChanged(resource, ready(before(resource)), ready(conditions));
    }
    return written;
  }

  /**
   * One attempt. The framework would try ten times and wait up to ten seconds each time, also where
   * an admission policy refuses (422), and whoever waits here decides about nobody. What fails is
   * decided about once more. What went meanwhile has no status, and trying again would keep its
   * memory for nothing; that somebody else was quicker is no failure.
   */
  private Written apply(P resource, P patch, Context<P> context) {
    try {
      PrimaryUpdateAndCacheUtils.updateAndCacheResource(
          resource, context, _ -> patch, status -> applied(status, context), 0, 0, 0);
      return Written.CHANGED;
    } catch (KubernetesClientException refused) {
      return afterRefusal(refused);
    } catch (OperatorException e) {
      // The framework wraps what it would have tried again: 409 and 422. All else comes as it is.
      if (e.getCause() instanceof KubernetesClientException refused) {
        return afterRefusal(refused);
      }
      throw e;
    }
  }

  private static Written afterRefusal(KubernetesClientException refused) {
    return switch (refused.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND -> Written.UNCHANGED;
      case HttpURLConnection.HTTP_CONFLICT -> Written.CONFLICT;
      default -> throw refused;
    };
  }

  private P applied(P status, Context<P> context) {
    return context
        .getClient()
        .resource(status)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withForce(true)
                .withFieldManager(context.getControllerConfiguration().fieldManager())
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .build());
  }

  @Override
  public boolean isNews(P resource, S facts, List<Finding> findings) {
    return differs(resource, facts, conditions(resource, generation(resource), findings));
  }

  private boolean differs(P resource, S facts, List<Condition> conditions) {
    S before = resource.getStatus();
    return before == null
        || !Conditions.same(shape.conditions(before), conditions)
        || !shape.with(before, List.of()).equals(facts);
  }

  private List<Condition> conditions(P resource, long generation, List<Finding> findings) {
    return Conditions.derive(findings, generation, before(resource), clock.instant());
  }

  private List<Condition> before(P resource) {
    S before = resource.getStatus();
    return before == null ? List.of() : shape.conditions(before);
  }

  private static long generation(HasMetadata resource) {
    return resource.getMetadata().getGeneration();
  }

  private static Optional<Condition> ready(List<Condition> conditions) {
    return conditions.stream().filter(c -> "Ready".equals(c.getType())).findFirst();
  }
}
