package dev.toolrack.operator.shell;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.operator.shell.apply.Written;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which tools each agent gets, and delivers them. */
@ControllerConfiguration(name = "bindings")
public final class BindingReconciler implements Reconciler<AgentToolBinding> {
  /** How soon to look again while a view is not there yet; its publication wakes much earlier. */
  private static final Duration UNDECIDED = Duration.ofSeconds(5);

  /** A foreign object with an output's name raises no event when it goes away. */
  private static final Duration NAME_TAKEN = Duration.ofMinutes(1);

  /** The binding, an output or a Secret is changing just now. */
  private static final Duration CONFLICT = Duration.ofSeconds(1);

  private final BindingParts parts;

  BindingReconciler(BindingParts parts) {
    this.parts = parts;
  }

  @Override
  public List<EventSource<?, AgentToolBinding>> prepareEventSources(
      EventSourceContext<AgentToolBinding> context) {
    return parts.prepare(context);
  }

  @Override
  public UpdateControl<AgentToolBinding> reconcile(
      AgentToolBinding binding, Context<AgentToolBinding> context) {
    UpdateControl<AgentToolBinding> done = UpdateControl.noUpdate();
    if (context.isPrimaryResourceDeleted()) {
      parts.forget(binding);
      parts.lookForSuccessor(binding, context.getPrimaryCache());
      return done;
    }
    if (binding.isMarkedForDeletion()) {
      return leaves(binding) ? done : done.rescheduleAfter(CONFLICT);
    }
    Optional<BindingOutcome> decided =
        BindingResolver.resolve(parts.gather().of(binding), parts.outputs()::refused);
    if (decided.isEmpty()) {
      return done.rescheduleAfter(UNDECIDED);
    }
    if (isLeftBehind(binding)) {
      return done.rescheduleAfter(CONFLICT);
    }
    BindingOutcome outcome = decided.get();
    parts.refused(binding, outcome.refused());
    Finding delivery = parts.deliver(binding, outcome.outputs());
    if (delivery.reason() == Reason.DELIVERED) {
      parts.deliveries().included(ResourceID.fromResource(binding), outcome.included());
    }
    var findings = new ArrayList<>(outcome.findings());
    findings.add(delivery);
    Written status = parts.status().patchIfChanged(binding, outcome.facts(), findings, context);
    if (status == Written.CONFLICT) {
      return done.rescheduleAfter(CONFLICT);
    }
    return switch (delivery.reason()) {
      case OUTPUT_NAME_TAKEN -> done.rescheduleAfter(NAME_TAKEN);
      case OUTPUT_CONFLICT -> done.rescheduleAfter(CONFLICT);
      default -> done;
    };
  }

  /**
   * Whether outputs went away because the binding did: the garbage collector may be quicker than
   * the watch. What was delivered once is made anew only for a binding that is there.
   */
  private boolean isLeftBehind(AgentToolBinding binding) {
    return parts.deliveries().isDelivered(ResourceID.fromResource(binding))
        && parts.outputs().isIncomplete(binding)
        && !parts.gather().isThere(binding);
  }

  /** Whatever still holds it: a binding that is being deleted gets nothing any more. */
  private boolean leaves(AgentToolBinding binding) {
    parts.deliveries().forget(ResourceID.fromResource(binding));
    parts.refused(binding, Map.of());
    return BindingResolver.resolve(parts.gather().leaving(binding))
        .map(outcome -> parts.outputs().reduce(binding, outcome.outputs()))
        .orElse(false);
  }
}
