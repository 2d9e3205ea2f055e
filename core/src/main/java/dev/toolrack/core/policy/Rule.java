package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.ToolRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule, read for deciding: "a rule with an unknown field loosens nothing and tightens
 * everything" (api.md).
 *
 * @param source the rule as it was declared
 * @param names its globs
 * @param understood {@code false}: what it tightens it tightens for every tool, what it loosens or
 *     exempts it does for none
 * @param enabled what it says
 * @param approval what it says; never unrecognised
 * @param access what it says; never unrecognised
 */
record Rule(
    ToolRule source,
    List<Glob> names,
    boolean understood,
    @Nullable Boolean enabled,
    @Nullable Approval approval,
    @Nullable AccessClass access) {

  /**
   * Reads a rule.
   *
   * @param mayNameServers {@code false} where {@code match.servers} has no meaning: a condition
   *     that cannot be looked at is one that is not understood
   */
  static Rule of(ToolRule rule, boolean mayNameServers) {
    ToolRule.Match match = rule.match();
    boolean understood =
        rule.unknown().isEmpty()
            && match.unknown().isEmpty()
            && match.access() != AccessClass.UNRECOGNISED
            && rule.approval() != Approval.UNRECOGNISED
            && rule.access() != AccessClass.UNRECOGNISED
            && (mayNameServers || match.servers().isEmpty());
    // What a rule says only in words of a newer version may well be a restriction.
    boolean saysOnlyUnknown =
        !rule.unknown().isEmpty()
            && rule.enabled() == null
            && rule.approval() == null
            && rule.access() == null;
    Approval approval =
        rule.approval() == Approval.UNRECOGNISED || saysOnlyUnknown
            ? Approval.ASK
            : rule.approval();
    AccessClass access =
        rule.access() == AccessClass.UNRECOGNISED ? AccessClass.WRITE : rule.access();
    return new Rule(
        rule,
        match.names().stream().map(Glob::new).toList(),
        understood,
        rule.enabled(),
        approval,
        access);
  }

  /** Whether it tightens that tool: names and globs folded. */
  boolean tightens(Subject subject) {
    return !understood
        || (matchesRest(subject)
            && (names.isEmpty()
                || names.stream().anyMatch(glob -> glob.matchesFolded(subject.tool()))));
  }

  /** Whether it loosens or exempts that tool: names and globs exactly. */
  boolean exempts(Subject subject) {
    return understood
        && matchesRest(subject)
        && (names.isEmpty() || names.stream().anyMatch(glob -> glob.matches(subject.tool())));
  }

  private boolean matchesRest(Subject subject) {
    ToolRule.Match match = source.match();
    return (match.access() == null || match.access() == subject.access())
        && (match.servers().isEmpty()
            || (subject.alias() != null && match.servers().contains(subject.alias())));
  }

  /** Whether every tool that the other one means is meant by this one (api.md: "fully covers"). */
  boolean covers(Rule other) {
    ToolRule.Match mine = source.match();
    ToolRule.Match its = other.source.match();
    return (mine.names().isEmpty()
            || mine.names().contains("*")
            || (!its.names().isEmpty() && mine.names().containsAll(its.names())))
        && (mine.access() == null || mine.access() == its.access())
        && (mine.servers().isEmpty()
            || (!its.servers().isEmpty() && mine.servers().containsAll(its.servers())));
  }
}
