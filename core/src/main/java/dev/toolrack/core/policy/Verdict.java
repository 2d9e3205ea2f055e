package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one tool, and by whom (product.md: "every verdict names the object and
 * rule that decided it"). It is complete enough to be stored: with the tool's name it is all that a
 * binding's rules need.
 *
 * @param decision the strictest of all that was said
 * @param access the class after corrections; what {@code match.access} of a binding sees
 * @param decidedBy e.g. {@code connector acme/github rule no-delete}
 * @param reason the deciding rule's own words
 */
public record Verdict(
    Decision decision, AccessClass access, String decidedBy, @Nullable String reason) {

  private static final String HELD = "held: ";

  /** Whether the tool is off only until somebody approves its definition. */
  public boolean isHeld() {
    return decision == Decision.DISABLED && decidedBy.startsWith(HELD);
  }

  /** Whether the tool is on. */
  public boolean enabled() {
    return decision.enabled();
  }

  /** {@code AUTO} or {@code ASK}. */
  public Approval approval() {
    return decision.approval();
  }

  /**
   * The tool is off until somebody approves its definition; one that is off anyway stays off for
   * the reason it has.
   *
   * @param why e.g. {@code definition changed}
   */
  public Verdict heldBack(String why) {
    return strictest(new Verdict(Decision.DISABLED, access, HELD + why, null));
  }

  /** The stricter of both; this one where they are equal. */
  Verdict strictest(@Nullable Verdict other) {
    return other != null && other.decision.compareTo(decision) > 0 ? other : this;
  }

  /**
   * What is left of this verdict for an agent: its binding "can only tighten".
   *
   * @param tool the server's own name of the tool
   * @param alias the server's name for the agent
   * @param rules the binding's
   */
  public Verdict tightenedBy(RuleList rules, String alias, String tool) {
    return strictest(rules.tightening(new Subject(tool, access, alias)));
  }

  /** What a binding's rules say about a tool with this verdict, for explanations. */
  public List<Opinion> opinions(RuleList rules, String alias, String tool) {
    return rules.opinions(Opinion.Place.BINDING, new Subject(tool, access, alias), true);
  }
}
