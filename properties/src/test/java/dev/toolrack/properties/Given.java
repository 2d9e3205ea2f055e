package dev.toolrack.properties;

import dev.toolrack.properties.model.Accesses;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Clusters;
import dev.toolrack.properties.model.Rules;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Where random values come from. */
public final class Given extends DomainContextBase {

  /** Any cluster. */
  @Provide
  public Arbitrary<Cluster> clusters() {
    return Arbitraries.oneOf(Clusters.any().map(Clusters::linked), Clusters.ofPolicies());
  }

  /** Any rule of a binding, which means the same in every place. */
  @Provide
  public Arbitrary<Cluster.Rule> rules() {
    return Rules.ofBinding().filter(rules -> !rules.isEmpty()).map(List::getFirst);
  }

  /** Whom an integration reaches. */
  @Provide
  public Arbitrary<Cluster.Access> accesses() {
    return Accesses.any();
  }
}
