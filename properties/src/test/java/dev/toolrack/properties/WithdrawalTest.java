package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.binding.IntegrationInReach;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.properties.Has.Tool;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Access;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Edits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** A spec counts at once; what was published before it may only take away. */
@Domain(Given.class)
@Domain(DomainContext.Global.class)
class WithdrawalTest {

  private static BindingSnapshot with(
      BindingSnapshot snapshot,
      UnaryOperator<IntegrationInReach> edit,
      Map<IntegrationRef, ServerPart> delivered) {
    return new BindingSnapshot(
        snapshot.generation(),
        snapshot.spec(),
        snapshot.agent(),
        snapshot.integrations().stream().map(edit).toList(),
        snapshot.cross(),
        delivered);
  }

  private static IntegrationInReach with(
      IntegrationInReach i, Lookup<IntegrationView> view, boolean delivered) {
    return new IntegrationInReach(
        i.ref(), i.generation(), i.spec(), i.namespace(), view, delivered);
  }

  private static Lookup<IntegrationView> older(IntegrationInReach i) {
    IntegrationView view = i.view().optional().orElseThrow();
    return Lookup.found(
        new IntegrationView(
            view.uid(), view.generation() - 1, view.established(), view.availability()));
  }

  private static Map<IntegrationRef, ServerPart> delivered(BindingOutcome outcome) {
    var delivered = new HashMap<IntegrationRef, ServerPart>();
    outcome
        .outputs()
        .servers()
        .forEach(s -> delivered.put(IntegrationRef.parse(s.integration()), s));
    return delivered;
  }

  private static Set<String> servers(BindingOutcome outcome) {
    return outcome.outputs().servers().stream()
        .map(ServerPart::integration)
        .collect(Collectors.toSet());
  }

  @Tag("get-26")
  @Property(seed = "91")
  void whatWasPublishedForAnOlderSpecAddsNothing(@ForAll Cluster cluster) {
    var operator = new Operator(cluster);
    for (Bot bot : cluster.bots()) {
      BindingSnapshot snapshot = operator.snapshot(bot);
      BindingOutcome now = BindingResolver.resolve(snapshot).orElseThrow();
      BindingSnapshot fresh = with(snapshot, i -> with(i, older(i), false), Map.of());
      assertThat(servers(BindingResolver.resolve(fresh).orElseThrow())).isEmpty();
      BindingSnapshot had = with(snapshot, i -> with(i, older(i), true), delivered(now));
      assertThat(BindingResolver.resolve(had).orElseThrow().outputs()).isEqualTo(now.outputs());
    }
  }

  /** Off, or for nobody else: at once, although the views are those of before. */
  @Tag("get-25")
  @Property(seed = "92")
  void aSpecThatTakesAwayCountsBeforeItsView(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which, @ForAll Access access) {
    int index = which % cluster.integrations().size();
    var before = new Operator(cluster);
    for (Cluster after :
        List.of(
            Edits.integration(cluster, index, i -> Edits.enabled(i, false)),
            Edits.integration(cluster, index, i -> Edits.access(i, access)))) {
      var later = new Operator(after);
      for (Bot bot : cluster.bots()) {
        BindingSnapshot old = before.snapshot(bot);
        BindingOutcome had = BindingResolver.resolve(old).orElseThrow();
        Map<IntegrationRef, IntegrationInReach> views = new HashMap<>();
        old.integrations().forEach(i -> views.put(i.ref(), i));
        BindingSnapshot meanwhile =
            with(
                later.snapshot(bot),
                i ->
                    with(
                        i,
                        older(views.getOrDefault(i.ref(), i)),
                        servers(had).contains(i.ref().toString())),
                delivered(had));
        IntegrationRef edited = old.integrations().get(index).ref();
        Set<Tool> settled = of(bot, later.decide(bot), edited);
        Set<Tool> now = of(bot, BindingResolver.resolve(meanwhile).orElseThrow(), edited);
        assertThat(settled).containsAll(now);
      }
    }
  }

  private static Set<Tool> of(Bot bot, BindingOutcome outcome, IntegrationRef integration) {
    return Has.of(bot, outcome).keySet().stream()
        .filter(tool -> tool.integration().equals(integration.toString()))
        .collect(Collectors.toSet());
  }

  /** A lost catalog takes nothing away and adds nothing. */
  @Tag("get-30")
  @Property(seed = "93")
  void whatIsBeingRebuiltKeepsWhatIsThere(@ForAll Cluster cluster, @ForAll boolean hadIt) {
    var operator = new Operator(cluster);
    for (Bot bot : cluster.bots()) {
      BindingSnapshot snapshot = operator.snapshot(bot);
      BindingOutcome had = BindingResolver.resolve(snapshot).orElseThrow();
      BindingSnapshot lost =
          with(snapshot, i -> with(i, unknown(i), hadIt), hadIt ? delivered(had) : Map.of());
      var has = Has.of(bot, BindingResolver.resolve(lost).orElseThrow());
      assertThat(has).isEqualTo(hadIt ? Has.of(bot, had) : Map.of());
    }
  }

  private static Lookup<IntegrationView> unknown(IntegrationInReach i) {
    IntegrationView view = i.view().optional().orElseThrow();
    return view.availability() instanceof Availability.Available
        ? Lookup.found(
            new IntegrationView(
                view.uid(), view.generation(), view.established(), new Availability.Unknown()))
        : i.view();
  }

  /** A Secret that refuses the delivery takes its server, and nothing else. */
  @Property(seed = "94")
  void aRefusedCredentialTakesItsServerOnly(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which) {
    var operator = new Operator(cluster);
    IntegrationRef refused =
        operator
            .snapshot(cluster.bots().getFirst())
            .integrations()
            .get(which % cluster.integrations().size())
            .ref();
    for (Bot bot : cluster.bots()) {
      BindingSnapshot snapshot = operator.snapshot(bot);
      var had = Has.of(bot, BindingResolver.resolve(snapshot).orElseThrow());
      var has =
          Has.of(
              bot,
              BindingResolver.resolve(snapshot.withoutCredentialsOf(Set.of(refused)))
                  .orElseThrow());
      had.keySet().removeIf(tool -> tool.integration().equals(refused.toString()));
      assertThat(has).isEqualTo(had);
    }
  }

  /** Nothing is decided while nobody knows what an integration of the agent offers. */
  @Tag("get-27")
  @Property(seed = "95")
  void nothingIsDecidedBeforeEverythingIsPublished(@ForAll Cluster cluster) {
    var operator = new Operator(cluster);
    for (Bot bot : cluster.bots()) {
      BindingSnapshot snapshot = operator.snapshot(bot);
      Optional<BindingOutcome> outcome =
          BindingResolver.resolve(with(snapshot, i -> with(i, Lookup.stale(), true), Map.of()));
      outcome.ifPresent(decided -> assertThat(decided.included()).isEmpty());
      if (!operator.decide(bot).included().isEmpty()) {
        assertThat(outcome).isEmpty();
      }
    }
  }
}
