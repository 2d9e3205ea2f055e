package dev.toolrack.core.binding;

import dev.toolrack.core.binding.BindingTrace.Candidate;
import dev.toolrack.core.binding.BindingTrace.Contest;
import dev.toolrack.core.naming.Alias;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.scope.Specificity;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.crds.AliasOverride;
import dev.toolrack.crds.McpIntegrationSpec.ConnectorRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which integration holds each alias for an agent: candidates, locks, shadowing (resolution.md,
 * Which integrations an agent gets, 1 to 3). A holder that cannot be used still holds its alias: a
 * broken near credential must not silently fall back to a farther one.
 */
final class AliasHolders {
  private static final Comparator<Claim> BY_NAME =
      Comparator.comparing(claim -> claim.integration().ref());

  private static final Comparator<Claim> NEAREST_FIRST =
      Comparator.comparing(Claim::specificity).reversed().thenComparing(BY_NAME);

  /** The order in which the claims to an alias are heard. */
  private static final Comparator<Claim> FARTHEST_FIRST =
      Comparator.comparing(Claim::specificity).thenComparing(BY_NAME);

  private AliasHolders() {}

  /** An integration that admits the agent. */
  record Claim(IntegrationInReach integration, String alias, Specificity specificity) {}

  /** A claim that lost, and why. */
  record Loser(Claim claim, Reason reason) {}

  /** Who holds an alias, and who wanted it too. */
  record Held(Claim holder, List<Loser> losers) {

    /** The same for explanations. */
    Contest contest(String alias) {
      return new Contest(
          alias,
          candidate(holder, Optional.empty()),
          losers.stream()
              .map(loser -> candidate(loser.claim(), Optional.of(loser.reason())))
              .toList());
    }

    private static Candidate candidate(Claim claim, Optional<Reason> lost) {
      return new Candidate(claim.integration().ref(), claim.specificity(), lost);
    }

    /** Everybody who wanted it. */
    Stream<Claim> claims() {
      return Stream.concat(Stream.of(holder), losers.stream().map(Loser::claim));
    }
  }

  static Map<String, Held> of(
      List<IntegrationInReach> integrations, Agent agent, CrossNamespace cross) {
    Map<String, List<Claim>> byAlias =
        integrations.stream()
            .flatMap(i -> claim(i, agent, cross).stream())
            .collect(Collectors.groupingBy(Claim::alias, TreeMap::new, Collectors.toList()));
    return byAlias.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> held(e.getValue()), (a, b) -> a, TreeMap::new));
  }

  private static List<Claim> claim(
      IntegrationInReach integration, Agent agent, CrossNamespace cross) {
    Reach reach = Reach.of(integration.namespace(), integration.spec().access(), cross);
    if (!reach.admits(agent)) {
      return List.of();
    }
    return Alias.effective(integration.ref().name(), integration.spec().alias())
            instanceof Alias.Valid(String alias)
        ? List.of(new Claim(integration, alias, reach.specificity(agent)))
        : List.of();
  }

  private static Held held(List<Claim> claims) {
    var farthestFirst = claims.stream().sorted(FARTHEST_FIRST).toList();
    Optional<Claim> lock = farthestFirst.stream().filter(AliasHolders::locks).findFirst();
    Claim holder = holder(farthestFirst, lock);
    var losers =
        claims.stream()
            .filter(claim -> !claim.equals(holder))
            .sorted(NEAREST_FIRST)
            .map(claim -> new Loser(claim, why(claim, holder, lock)))
            .toList();
    return new Held(holder, losers);
  }

  /**
   * The widest lock beats the nearer claims and those that are as near. From the farthest on, each
   * nearer one takes the alias if everybody who had it so far gives way to it.
   */
  private static Claim holder(List<Claim> farthestFirst, Optional<Claim> lock) {
    var had = new ArrayList<Claim>();
    for (Claim next : farthestFirst) {
      boolean locked = lock.filter(l -> beats(l, next)).isPresent();
      if (!locked && had.stream().allMatch(farther -> givesWay(farther, next))) {
        had.add(next);
      }
    }
    return had.getLast();
  }

  private static boolean beats(Claim lock, Claim other) {
    return !lock.equals(other) && lock.specificity().compareTo(other.specificity()) <= 0;
  }

  /** A lock counts once its integration was verified, or while it is switched off. */
  private static boolean locks(Claim claim) {
    boolean established =
        claim.integration().view().optional().map(IntegrationView::established).orElse(false);
    return override(claim) == AliasOverride.LOCKED
        && (established || !claim.integration().spec().enabled());
  }

  /** Of equally near ones the first by name has the alias. */
  private static boolean givesWay(Claim farther, Claim nearer) {
    return farther.specificity() != nearer.specificity()
        && (override(farther) == AliasOverride.ANY || sameConnector(farther, nearer));
  }

  private static Reason why(Claim loser, Claim holder, Optional<Claim> lock) {
    if (lock.filter(l -> beats(l, loser)).isPresent()) {
      return Reason.ALIAS_LOCKED;
    }
    int nearer = loser.specificity().compareTo(holder.specificity());
    if (nearer < 0) {
      return Reason.REPLACED_BY_NEARER;
    }
    // Of equally near ones the first by name holds the alias, unless a farther one refuses it that.
    return nearer == 0 && NEAREST_FIRST.compare(holder, loser) < 0
        ? Reason.ALIAS_CONFLICT
        : Reason.ALIAS_TAKEN;
  }

  private static AliasOverride override(Claim claim) {
    return claim.integration().spec().override();
  }

  private static boolean sameConnector(Claim one, Claim other) {
    // A reference with more to it than is known may lead anywhere.
    if (!isUnderstood(one) || !isUnderstood(other)) {
      return false;
    }
    Function<Claim, List<String>> connector =
        claim -> {
          ConnectorRef ref = claim.integration().spec().connectorRef();
          var parts = new ArrayList<String>();
          parts.add(
              Objects.requireNonNullElse(ref.namespace(), claim.integration().ref().namespace()));
          parts.add(ref.name());
          return parts;
        };
    return connector.apply(one).equals(connector.apply(other));
  }

  private static boolean isUnderstood(Claim claim) {
    return claim.integration().spec().connectorRef().unknown().isEmpty();
  }
}
