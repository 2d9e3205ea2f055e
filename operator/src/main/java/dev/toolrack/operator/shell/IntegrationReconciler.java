package dev.toolrack.operator.shell;

import dev.toolrack.core.cluster.References;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationResolver;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.TestOnDemand;
import dev.toolrack.core.integration.TestOnDemand.Tested;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.operator.shell.apply.Written;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides about integrations. The view is published first: whatever is withdrawn is withdrawn
 * before anything is written.
 */
@ControllerConfiguration(name = "integrations")
public final class IntegrationReconciler implements Reconciler<McpIntegration> {
  /** How soon to look again after the API did not answer. */
  private static final Duration UNDECIDED = Duration.ofSeconds(2);

  /** A foreign object with the catalog's name raises no event when it goes away. */
  private static final Duration UNWRITTEN = Duration.ofMinutes(1);

  /** Somebody else writes the integration just now. */
  private static final Duration CONFLICT = Duration.ofSeconds(1);

  private final IntegrationParts parts;

  IntegrationReconciler(IntegrationParts parts) {
    this.parts = parts;
  }

  @Override
  public List<EventSource<?, McpIntegration>> prepareEventSources(
      EventSourceContext<McpIntegration> context) {
    return parts.prepare(context);
  }

  @Override
  public UpdateControl<McpIntegration> reconcile(
      McpIntegration integration, Context<McpIntegration> context) {
    IntegrationRef ref = References.integration(integration);
    String uid = integration.getMetadata().getUid();
    // Before the snapshot, which so knows at least as much.
    Optional<Tested> tested = parts.schedule().tested(ref, uid);
    IntegrationSnapshot snapshot = parts.gather().of(integration);
    Optional<IntegrationOutcome> decided = IntegrationResolver.resolve(snapshot);
    if (decided.isEmpty()) {
      parts.views().publishIfNone(ref, IntegrationResolver.undecided(snapshot));
      return UpdateControl.<McpIntegration>noUpdate().rescheduleAfter(UNDECIDED);
    }
    IntegrationOutcome outcome = decided.get();
    parts.views().publish(ref, outcome.view());
    parts
        .schedule()
        .plan(
            snapshot.ref(),
            outcome.verification(),
            snapshot.knowledge(),
            outcome.kept().isPresent(),
            outcome.records());
    parts.tokens().settle(integration, outcome, snapshot.token());
    // Before anything is written: a write may fail, for one that is gone it does.
    parts.forgetIfGone(integration);
    var findings = new ArrayList<>(outcome.findings());
    Optional<Finding> unwritten =
        parts.catalogs().write(integration, outcome.catalog(), outcome.records().stored());
    unwritten.ifPresent(findings::add);
    McpIntegrationStatus status = integration.getStatus();
    parts
        .refusals()
        .finding(ref, status == null ? List.of() : status.conditions())
        .ifPresent(findings::add);
    TestOnDemand test = test(integration, tested, outcome);
    test.toAsk().ifPresent(nonce -> parts.schedule().test(ref, uid, nonce));
    test.finding().ifPresent(findings::add);
    Written written =
        parts
            .status()
            .patchIfChanged(
                integration,
                outcome.facts().withLastTest(test.lastTest().orElse(null)),
                findings,
                context);
    UpdateControl<McpIntegration> done = UpdateControl.noUpdate();
    if (written == Written.CONFLICT) {
      return done.rescheduleAfter(CONFLICT);
    }
    Stream.of(
            outcome.wakeAfter(),
            unwritten.map(f -> UNWRITTEN),
            parts.tokens().connectEnds(integration).map(IntegrationReconciler::soon))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .ifPresent(done::rescheduleAfter);
    return done;
  }

  /** One that is over was deleted, or will be. */
  private static Duration soon(Duration left) {
    return left.isPositive() ? left.plus(CONFLICT) : UNDECIDED;
  }

  private static TestOnDemand test(
      McpIntegration integration, Optional<Tested> tested, IntegrationOutcome outcome) {
    McpIntegrationStatus status = integration.getStatus();
    return TestOnDemand.decide(
        annotation(integration),
        Optional.ofNullable(status).map(McpIntegrationStatus::lastTest),
        tested,
        outcome);
  }

  /**
   * A new generation, a deletion, or somebody who wants a test: the annotation is no generation.
   */
  static boolean concerns(McpIntegration now, McpIntegration before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || now.isMarkedForDeletion()
        || !Objects.equals(annotation(now), annotation(before));
  }

  private static @Nullable String annotation(McpIntegration integration) {
    Map<String, String> annotations = integration.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Api.TEST_ANNOTATION);
  }
}
