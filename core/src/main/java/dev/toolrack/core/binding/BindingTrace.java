package dev.toolrack.core.binding;

import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.Specificity;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import java.util.List;
import java.util.Optional;

/**
 * The steps by which it was decided what one agent gets, for explanations.
 *
 * @param agent who it is and where it belongs
 * @param contests who wanted each alias, by alias
 * @param decisions what became of each alias that the binding takes
 */
public record BindingTrace(Agent agent, List<Contest> contests, List<ServerDecision> decisions) {
  public BindingTrace {
    contests = List.copyOf(contests);
    decisions = List.copyOf(decisions);
  }

  /**
   * Who wanted an alias.
   *
   * @param holder who has it
   * @param losers the others, nearest first
   */
  public record Contest(String alias, Candidate holder, List<Candidate> losers) {
    public Contest {
      losers = List.copyOf(losers);
    }
  }

  /**
   * An integration that admits the agent.
   *
   * @param specificity how near it is
   * @param lost why it does not have the alias; empty for the holder
   */
  public record Candidate(
      IntegrationRef integration, Specificity specificity, Optional<Reason> lost) {}

  /** What became of an alias; empty where the binding does not take it. */
  public Optional<ServerDecision> decision(String alias) {
    return decisions.stream().filter(decision -> decision.alias().equals(alias)).findFirst();
  }

  /** Who wanted an alias; empty where nobody did. */
  public Optional<Contest> contest(String alias) {
    return contests.stream().filter(contest -> contest.alias().equals(alias)).findFirst();
  }
}
