package dev.toolrack.core.binding;

import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import java.util.Comparator;

/**
 * An integration that would reach an agent does not get its alias there.
 *
 * @param reason why, see {@link Reason#refusesAlias()}
 * @param alias the name that both want
 * @param holder who has it
 */
public record AliasRefusal(Reason reason, String alias, IntegrationRef holder)
    implements Comparable<AliasRefusal> {
  private static final Comparator<AliasRefusal> ORDER =
      Comparator.comparing(AliasRefusal::reason)
          .thenComparing(AliasRefusal::alias)
          .thenComparing(AliasRefusal::holder);

  @Override
  public int compareTo(AliasRefusal other) {
    return ORDER.compare(this, other);
  }

  /**
   * What its owner is told. Of another namespace only that there is somebody: what it is called may
   * be nobody's business here.
   *
   * @param refused the integration without the alias
   */
  public Finding finding(IntegrationRef refused) {
    String who =
        holder.namespace().equals(refused.namespace())
            ? "Integration " + holder.name()
            : "An integration of another namespace";
    return Finding.of(
        ConditionType.ACCEPTED,
        reason,
        "%s has the alias %s for some agents. %s".formatted(who, alias, reason.sentence()));
  }
}
