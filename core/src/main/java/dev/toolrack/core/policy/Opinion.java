package dev.toolrack.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * What one place says about a tool, for explanations.
 *
 * @param place whose opinion it is
 * @param says in the words of a rule: {@code enabled: false}, {@code approval: Ask}
 * @param by the rule or the seed
 * @param reason the rule's own words
 * @param decision what it asks for; {@code null} = it adds nothing: an exemption, or a seed where a
 *     rule spoke
 */
public record Opinion(
    Place place, String says, String by, @Nullable String reason, @Nullable Decision decision) {

  /** Where opinions come from, in the order in which they are heard. */
  public enum Place {
    /** The connector's rules; only tighten. */
    GUARDRAIL,
    /** The connector's seed, where no rule of the integration sets an approval. */
    SEED,
    /** The integration's rules. */
    INTEGRATION,
    /** Tools that are hardly told apart by name always ask. */
    NAME,
    /** A definition that changed and is not approved. */
    DEFINITION,
    /** The binding's rules; only tighten. */
    BINDING
  }
}
