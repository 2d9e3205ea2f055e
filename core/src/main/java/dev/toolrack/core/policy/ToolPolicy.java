package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.Seed;
import dev.toolrack.crds.Trust;
import java.util.ArrayList;
import java.util.List;

/**
 * What a connector and an integration together decide about a tool, before any binding: "the
 * strictest of connector guardrails; integration rules, or the seed where no rule sets approval"
 * (resolution.md, What a tool is allowed).
 *
 * @param guardrails the connector's rules
 * @param rules the integration's rules
 * @param seed the connector's; an unrecognised one asks
 * @param trust the connector's; an unrecognised one is none
 */
public record ToolPolicy(RuleList guardrails, RuleList rules, Seed seed, Trust trust) {

  /** The verdict that a catalog stores; bindings may tighten it later. */
  public Verdict verdict(ToolTraits tool) {
    Classes classes = classes(tool);
    Subject mine = new Subject(tool.name(), classes.access(), null);
    Verdict own = own(mine, classes.why());
    Verdict guarded = guardrails.tightening(new Subject(tool.name(), classes.guarded(), null));
    // On equal terms the guardrail is named: it is what nobody else can lift.
    Verdict strictest =
        guarded == null
            ? own
            : new Verdict(
                    guarded.decision(), classes.access(), guarded.decidedBy(), guarded.reason())
                .strictest(own);
    return tool.foldsLike() == null
        ? strictest
        : strictest.strictest(folding(classes.access(), tool.foldsLike()));
  }

  /** Everything that is said about a tool before any binding, for explanations. */
  public List<Opinion> opinions(ToolTraits tool) {
    Classes classes = classes(tool);
    Subject mine = new Subject(tool.name(), classes.access(), null);
    List<Opinion> own = rules.opinions(Opinion.Place.INTEGRATION, mine, false);
    Verdict seeded = seeded(mine, classes.why());
    // One that switches the tool off leaves its approval open, but not for the seed to speak.
    boolean seeds = own(mine, classes.why()).equals(seeded);
    var opinions =
        new ArrayList<>(
            guardrails.opinions(
                Opinion.Place.GUARDRAIL, new Subject(tool.name(), classes.guarded(), null), true));
    opinions.add(
        new Opinion(
            Opinion.Place.SEED,
            "approval: " + seeded.approval().wire(),
            seeded.decidedBy(),
            null,
            seeds ? seeded.decision() : null));
    opinions.addAll(own);
    if (tool.foldsLike() != null) {
      Verdict folds = folding(classes.access(), tool.foldsLike());
      opinions.add(
          new Opinion(
              Opinion.Place.NAME, "approval: Ask", folds.decidedBy(), null, folds.decision()));
    }
    return List.copyOf(opinions);
  }

  /** Why a tool has its class, for explanations. */
  public String classification(ToolTraits tool) {
    return classes(tool).why();
  }

  /**
   * The classes of one tool.
   *
   * @param access what everybody but the guardrails sees
   * @param guarded what the guardrails see: "an integration's correction only where it is stricter"
   * @param why who decided {@code access}
   */
  private record Classes(AccessClass access, AccessClass guarded, String why) {}

  private Classes classes(ToolTraits tool) {
    Verbs.Finding found = AccessClassifier.classify(tool, trust);
    Subject uncorrected = new Subject(tool.name(), found.access(), null);
    RuleList.Said<AccessClass> byConnector = guardrails.correction(uncorrected);
    if (byConnector != null) {
      AccessClass access = byConnector.value();
      return new Classes(access, access, corrected(access, guardrails.name(byConnector.rule())));
    }
    RuleList.Said<AccessClass> byIntegration = rules.correction(uncorrected);
    if (byIntegration == null) {
      return new Classes(found.access(), found.access(), found.why());
    }
    AccessClass access = byIntegration.value();
    return new Classes(
        access,
        AccessClassifier.stricter(access, found.access()) ? access : found.access(),
        corrected(access, rules.name(byIntegration.rule())));
  }

  private static Verdict folding(AccessClass access, String other) {
    return new Verdict(Decision.ASK, access, "name: folds to the same as \"" + other + "\"", null);
  }

  private static String corrected(AccessClass access, String rule) {
    return access.wire() + " by " + rule;
  }

  private Verdict own(Subject subject, String why) {
    RuleList.Said<Boolean> enabled = rules.enabled(subject);
    if (enabled != null && !enabled.value()) {
      return rules.verdict(Decision.DISABLED, subject, enabled.rule());
    }
    RuleList.Said<Approval> approval = rules.approval(subject);
    if (approval != null && approval.value() != Approval.DEFAULT) {
      Decision decision = approval.value() == Approval.AUTO ? Decision.AUTO : Decision.ASK;
      return rules.verdict(decision, subject, approval.rule());
    }
    return seeded(subject, why);
  }

  private Verdict seeded(Subject subject, String why) {
    return switch (seed) {
      case VERBS ->
          new Verdict(
              subject.access() == AccessClass.READ ? Decision.AUTO : Decision.ASK,
              subject.access(),
              "seed/%s: %s".formatted(Verbs.TABLE, why),
              null);
      case ASK, UNRECOGNISED -> new Verdict(Decision.ASK, subject.access(), "seed/Ask", null);
    };
  }
}
