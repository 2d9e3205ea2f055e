package dev.toolrack.core.impact;

import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.impact.Impact.IntegrationImpact;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A cluster before and after a change. The prediction is of the moment when the operator has seen
 * the change and no server has been asked anew.
 */
public final class Prediction {
  private final Change change;
  private final Resolution before;
  private final Resolution after;

  private Prediction(Change change, Resolution before, Resolution after) {
    this.change = change;
    this.before = before;
    this.after = after;
  }

  /** What comes of a change. */
  public static Prediction of(Cluster cluster, Change change) {
    Resolution before = Resolution.of(inOperatorsMind(cluster));
    return new Prediction(change, before, before.next(Overlay.of(before.cluster(), change)));
  }

  /** Everything as it is decided after the change. */
  public Resolution after() {
    return after;
  }

  /**
   * The operator knows of a failure what exactly it had asked, where a status only tells that it
   * failed: what is asked now.
   */
  private static Cluster inOperatorsMind(Cluster cluster) {
    Resolution now = Resolution.of(cluster);
    var knowledge = new HashMap<>(cluster.memory().knowledge());
    knowledge.replaceAll((ref, known) -> exact(known, now.integration(ref)));
    return cluster.remembering(cluster.memory().knowing(knowledge));
  }

  private static Knowledge exact(Knowledge known, Optional<IntegrationOutcome> outcome) {
    if (!(known.latest() instanceof Attempt.FailedEarlier(var reason))) {
      return known;
    }
    Attempt latest =
        outcome
            .flatMap(IntegrationOutcome::verification)
            .<Attempt>map(plan -> new Attempt.Failed(plan, reason))
            // Nothing is asked of it any more.
            .orElseGet(Attempt.None::new);
    return new Knowledge(
        known.lastGood(),
        latest,
        known.lastSeen(),
        known.failingSince(),
        known.persisted(),
        known.records());
  }

  /** What would be otherwise. */
  public Impact impact() {
    var agents = new ArrayList<AgentImpact>();
    var undecided = new ArrayList<String>();
    // Who does not see every integration cannot tell who wins an alias.
    boolean blind = after.cluster().unseen().anyOf("McpIntegration");
    var names = new TreeSet<>(before.cluster().bindings().keySet());
    names.addAll(after.cluster().bindings().keySet());
    for (ObjectName name : names) {
      Optional<BindingSnapshot> was = before.snapshot(name);
      Optional<BindingSnapshot> is = after.snapshot(name);
      if (was.equals(is)) {
        continue;
      }
      if (blind) {
        undecided.add(name.toString());
        continue;
      }
      var old = was.flatMap(before::decide);
      var now = is.flatMap(after::decide);
      if (old.isPresent() != was.isPresent() || now.isPresent() != is.isPresent()) {
        undecided.add(name.toString());
      } else {
        AgentComparison.of(name, old, now).ifPresent(agents::add);
      }
    }
    return new Impact(
        agents,
        integrations(),
        verifying(),
        undecided,
        after.cluster().unseen().describe(),
        change.applied().stream().filter(o -> !hasPart(o)).map(Prediction::named).toList());
  }

  private List<IntegrationImpact> integrations() {
    var impacts = new ArrayList<IntegrationImpact>();
    for (IntegrationRef ref : integrationNames()) {
      String was = state(before, ref);
      String is = state(after, ref);
      if (!Objects.equals(was, is)) {
        Optional<Finding> loudest =
            after
                .integration(ref)
                .flatMap(outcome -> Conditions.loudest(outcome.findings()))
                .filter(finding -> finding.effect() != Effect.NONE);
        impacts.add(
            new IntegrationImpact(
                ref.toString(),
                was,
                is,
                loudest.map(finding -> finding.reason().wire()).orElse(null),
                loudest.map(Finding::message).orElse(null)));
      }
    }
    return impacts;
  }

  private List<IntegrationRef> integrationNames() {
    var names = new TreeSet<>(before.cluster().integrations().keySet());
    names.addAll(after.cluster().integrations().keySet());
    return names.stream().map(n -> new IntegrationRef(n.namespace(), n.name())).toList();
  }

  private static @Nullable String state(Resolution resolution, IntegrationRef ref) {
    McpIntegration integration =
        resolution.cluster().integrations().get(new ObjectName(ref.namespace(), ref.name()));
    if (integration == null) {
      return null;
    }
    return resolution
        .integration(ref)
        .map(outcome -> outcome.facts().state())
        .map(IntegrationState::wire)
        .orElse("NotVisible");
  }

  /** Those that the operator would go and ask, and offers nothing of until they answered. */
  private List<String> verifying() {
    return integrationNames().stream()
        .filter(ref -> isAsked(after, ref) && !isAsked(before, ref))
        .map(IntegrationRef::toString)
        .toList();
  }

  private static boolean isAsked(Resolution resolution, IntegrationRef ref) {
    return resolution
        .integration(ref)
        .filter(outcome -> outcome.verification().isPresent() && outcome.kept().isEmpty())
        .isPresent();
  }

  private static boolean hasPart(HasMetadata object) {
    return object instanceof Namespace
        || object instanceof McpConnector
        || object instanceof McpIntegration
        || object instanceof AgentToolBinding
        || object instanceof ConfigMap
        || object instanceof Secret;
  }

  private static String named(HasMetadata object) {
    return object.getKind() + " " + ObjectName.of(object);
  }
}
