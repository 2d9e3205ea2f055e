package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.ToolRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one object, read top-down: "for each attribute the first matching rule that sets it
 * decides" (api.md, Rules).
 */
public final class RuleList {

  private static final ToolRule ASKING =
      new ToolRule(
          "not-understood",
          new ToolRule.Match(List.of(), null, List.of(), Map.of()),
          null,
          Approval.ASK,
          null,
          "spec.tools has fields of a newer version",
          Map.of());

  private final String owner;
  private final List<Rule> rules;

  private RuleList(String owner, List<ToolRule> rules, boolean mayNameServers) {
    this(owner, rules.stream().map(rule -> Rule.of(rule, mayNameServers)).toList());
  }

  private RuleList(String owner, List<Rule> rules) {
    this.owner = owner;
    this.rules = rules;
  }

  /**
   * Guardrails.
   *
   * @param connector {@code namespace/name}, for explanations
   */
  public static RuleList ofConnector(String connector, List<ToolRule> rules) {
    return new RuleList("connector " + connector, rules, false);
  }

  /**
   * Rules of an integration.
   *
   * @param integration {@code namespace/name}, for explanations
   */
  public static RuleList ofIntegration(String integration, List<ToolRule> rules) {
    return new RuleList("integration " + integration, rules, false);
  }

  /**
   * Rules of a binding.
   *
   * @param binding {@code namespace/name}, for explanations
   */
  public static RuleList ofBinding(String binding, List<ToolRule> rules) {
    return new RuleList("binding " + binding, rules, true);
  }

  /**
   * The same rules, after one that asks about every tool if something stands beside them that this
   * version does not understand: it may well be a restriction.
   */
  public RuleList beside(Map<String, Object> unknown) {
    if (unknown.isEmpty()) {
      return this;
    }
    var all = new ArrayList<Rule>(rules.size() + 1);
    all.add(Rule.of(ASKING, true));
    all.addAll(rules);
    return new RuleList(owner, List.copyOf(all));
  }

  /** Whether there is no rule. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whether a rule says something of a newer version: condition {@code SpecNotUnderstood}. */
  public List<String> notUnderstood() {
    return rules.stream().filter(r -> !r.understood()).map(r -> r.source().name()).toList();
  }

  /**
   * {@code RuleUnreachable}: names of rules that can never decide, because for each attribute they
   * set an earlier rule that fully covers them sets it too.
   */
  public List<String> unreachable() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      List<Rule> before =
          rules.subList(0, i).stream()
              .filter(earlier -> earlier.understood() && earlier.covers(rule))
              .toList();
      boolean saysSomething =
          rule.enabled() != null || rule.approval() != null || rule.access() != null;
      if (saysSomething
          && rule.understood()
          && (rule.enabled() == null || before.stream().anyMatch(r -> r.enabled() != null))
          && (rule.approval() == null || before.stream().anyMatch(r -> r.approval() != null))
          && (rule.access() == null || before.stream().anyMatch(r -> r.access() != null))) {
        names.add(rule.source().name());
      }
    }
    return List.copyOf(names);
  }

  /** What a rule said about one attribute, and which rule. */
  record Said<T>(T value, Rule rule) {}

  /**
   * Where a place can only tighten: {@code null} = it adds nothing. "A first match with {@code
   * enabled: true} or {@code approval: Auto} adds nothing and ends the search there."
   */
  @Nullable Verdict tightening(Subject subject) {
    Said<Boolean> enabled = enabled(subject);
    if (enabled != null && !enabled.value()) {
      return verdict(Decision.DISABLED, subject, enabled.rule());
    }
    Said<Approval> approval = approval(subject);
    return approval != null && approval.value() == Approval.ASK
        ? verdict(Decision.ASK, subject, approval.rule())
        : null;
  }

  /** The first rule that switches the tool on or off. */
  @Nullable Said<Boolean> enabled(Subject subject) {
    for (Rule rule : rules) {
      Boolean value = rule.enabled();
      if (value != null && (value ? rule.exempts(subject) : rule.tightens(subject))) {
        return new Said<>(value, rule);
      }
    }
    return null;
  }

  /** The first rule that sets the tool's approval. */
  @Nullable Said<Approval> approval(Subject subject) {
    for (Rule rule : rules) {
      Approval value = rule.approval();
      if (value != null
          && (value == Approval.ASK ? rule.tightens(subject) : rule.exempts(subject))) {
        return new Said<>(value, rule);
      }
    }
    return null;
  }

  /**
   * The first rule that corrects the tool's class. It is matched with the class before any
   * correction ("evaluated before {@code match.access}"), folded where it makes that stricter.
   */
  @Nullable Said<AccessClass> correction(Subject subject) {
    for (Rule rule : rules) {
      AccessClass value = rule.access();
      if (value == null) {
        continue;
      }
      Predicate<Subject> matches =
          AccessClassifier.stricter(value, subject.access()) ? rule::tightens : rule::exempts;
      if (matches.test(subject)) {
        return new Said<>(value, rule);
      }
    }
    return null;
  }

  /**
   * What the list says about a tool, for explanations: for each attribute the rule that speaks
   * first.
   *
   * @param tightensOnly whether this place can only tighten
   */
  List<Opinion> opinions(Opinion.Place place, Subject subject, boolean tightensOnly) {
    var opinions = new ArrayList<Opinion>();
    Said<Boolean> enabled = enabled(subject);
    if (enabled != null) {
      opinions.add(
          opinion(
              place,
              "enabled: " + enabled.value(),
              enabled.rule(),
              enabled.value() ? null : Decision.DISABLED));
    }
    Said<Approval> approval = approval(subject);
    if (approval != null) {
      Decision decision =
          switch (approval.value()) {
            case ASK -> Decision.ASK;
            case AUTO -> tightensOnly ? null : Decision.AUTO;
            case DEFAULT, UNRECOGNISED -> null;
          };
      opinions.add(
          opinion(place, "approval: " + approval.value().wire(), approval.rule(), decision));
    }
    return opinions;
  }

  private Opinion opinion(
      Opinion.Place place, String says, Rule rule, @Nullable Decision decision) {
    return new Opinion(place, says, name(rule), rule.source().reason(), decision);
  }

  /** How explanations name a rule: "rule names, never indexes". */
  String name(Rule rule) {
    return owner + " rule " + rule.source().name();
  }

  Verdict verdict(Decision decision, Subject subject, Rule rule) {
    return new Verdict(decision, subject.access(), name(rule), rule.source().reason());
  }
}
