package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.ConnectorFacts;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationResolver;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.ServedTool;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegrationSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** With Hold nothing is delivered that is not in the approved set, whatever happens. */
class HoldingTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** What happens next. */
  enum What {
    /** The server lists something. */
    LISTS,
    /** A person approves what it lists. */
    APPROVES,
    /** A person approves something that was never listed. */
    APPROVES_ANOTHER,
    /** The field is removed. */
    TAKES_BACK,
    /** The catalog is lost; status is not. */
    LOSES_CATALOG,
    /** Changes are accepted for a while. */
    ACCEPTS,
    /** They are held again, by the connector this time. */
    HOLDS
  }

  /**
   * One step.
   *
   * @param tools each a name and a version, {@code a1}
   */
  record Step(What what, Set<String> tools) {}

  @Provide
  Arbitrary<List<Step>> histories() {
    return Combinators.combine(
            Arbitraries.of(What.class),
            Combinators.combine(Arbitraries.of("a", "b", "c"), Arbitraries.of("1", "2"))
                .as(String::concat)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .uniqueElements(tool -> tool.substring(0, 1))
                .map(TreeSet::new))
        .as((what, tools) -> new Step(what, tools))
        .list()
        .ofMinSize(1)
        .ofMaxSize(10);
  }

  private static List<String> raws(Set<String> tools) {
    return tools.stream()
        .map(tool ->
            "{\"name\":\"%s\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}"
                .formatted(tool.substring(0, 1), tool))
        .toList();
  }

  /** The operator with one integration, as far as it matters. */
  private static final class Held {
    private DefinitionRecords records = DefinitionRecords.none();
    private Optional<String> approved = Optional.empty();
    private boolean byConnector;
    private boolean holds = true;
    private Set<String> live = Set.of("a1");

    private IntegrationOutcome decide() {
      Knowledge nothing = Knowledge.none().with(records);
      VerificationPlan plan = resolve(nothing).verification().orElseThrow();
      ToolSet listing = ToolSet.of(raws(live));
      var good =
          new VerifiedServer(
              plan.target(), "s", "1", "streamable-http", "2025-11-25", KnownTools.of(listing));
      IntegrationOutcome outcome =
          resolve(
              new Knowledge(
                  Optional.of(good),
                  new Attempt.Succeeded(plan),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  records.listed(DefinitionSet.of(listing))));
      records = outcome.records();
      return outcome;
    }

    private IntegrationOutcome resolve(Knowledge knowledge) {
      NamespaceScope home = NamespaceScope.of("p0", Map.of());
      var tools = new LinkedHashMap<String, Object>();
      tools.put("onChange", holds && !byConnector ? "Hold" : "Accept");
      approved.ifPresent(digest -> tools.put("approvedDigest", digest));
      Map<String, Object> spec = Map.of("connectorRef", Map.of("name", "c"), "tools", tools);
      Map<String, Object> connector =
          Map.of(
              "server", Map.of("url", "https://c.p0.example.com/mcp"),
              "tools", Map.of("onChange", holds && byConnector ? "Hold" : "Accept"));
      return IntegrationResolver.resolve(
              new IntegrationSnapshot(
                  new IntegrationRef("p0", "i"),
                  "uid",
                  1,
                  Specs.JSON.convertValue(spec, McpIntegrationSpec.class),
                  true,
                  true,
                  Lookup.found(home),
                  Lookup.found(
                      new ConnectorFacts(
                          "uid",
                          1,
                          Specs.JSON.convertValue(connector, McpConnectorSpec.class),
                          Lookup.found(home),
                          Lookup.absent(),
                          Requester.stranger("p0"))),
                  Map.of(),
                  Map.of(),
                  TokenState.NONE,
                  knowledge,
                  CrossNamespace.ON,
                  (url, credential, requester) -> Optional.empty(),
                  Optional.empty(),
                  NOON))
          .orElseThrow();
    }

    void next(Step step) {
      switch (step.what()) {
        case LISTS -> live = step.tools();
        case APPROVES -> approved = Optional.of(digest(live));
        case APPROVES_ANOTHER -> approved = Optional.of(digest(step.tools()));
        case TAKES_BACK -> approved = Optional.empty();
        case LOSES_CATALOG ->
            records =
                new DefinitionRecords(
                    records.pinned(), DefinitionRecords.none().stored(), Optional.empty());
        case ACCEPTS -> holds = false;
        case HOLDS -> {
          holds = true;
          byConnector = true;
        }
      }
    }
  }

  private static String digest(Set<String> tools) {
    return ToolSet.of(raws(tools)).digest();
  }

  private static Set<String> delivered(IntegrationOutcome outcome) {
    return outcome.view().availability() instanceof Availability.Available(var server)
        ? server.tools().stream()
            .filter(tool -> tool.verdict().enabled())
            .map(ServedTool::name)
            .collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }

  @Tag("drift-7")
  @Tag("hold-1")
  @Tag("hold-4")
  @Tag("hold-8")
  @Tag("hold-9")
  @Property(seed = "81")
  void onlyWhatIsApprovedIsDelivered(@ForAll("histories") List<Step> history) {
    var held = new Held();
    Map<String, Set<String>> byDigest = new HashMap<>();
    Optional<String> pin = Optional.empty();
    for (Step step : history) {
      byDigest.put(digest(step.tools()), step.tools());
      byDigest.put(digest(held.live), held.live);
      held.next(step);
      IntegrationOutcome outcome = held.decide();
      Set<String> all = held.live.stream().map(t -> t.substring(0, 1)).collect(Collectors.toSet());
      if (!held.holds) {
        assertThat(delivered(outcome)).as("accepted").isEqualTo(all);
      } else {
        // First use pins only if there is neither a pin nor an approvedDigest.
        if (pin.isEmpty() && held.approved.isEmpty()) {
          pin = Optional.of(digest(held.live));
        }
        Set<String> right =
            byDigest.getOrDefault(
                held.approved.or(() -> held.records.pinned()).orElseThrow(), Set.of());
        held.live.forEach(tool -> {
          if (!right.contains(tool)) {
            assertThat(delivered(outcome)).doesNotContain(tool.substring(0, 1));
          }
        });
      }
      assertThat(held.records.pinned()).as("the pin stays").isEqualTo(pin);
      byDigest.put(digest(held.live), held.live);
    }
  }

  /** As long as nothing is lost, what is approved and listed is delivered. */
  @Tag("hold-2")
  @Tag("hold-4")
  @Property(seed = "82")
  void everythingThatIsApprovedIsDelivered(@ForAll("histories") List<Step> history) {
    var held = new Held();
    held.decide();
    Set<String> approved = held.live;
    for (Step step : history) {
      if (step.what() == What.LISTS || step.what() == What.APPROVES) {
        held.next(step);
        if (step.what() == What.APPROVES) {
          approved = held.live;
        }
        var names = new TreeSet<String>();
        for (String tool : held.live) {
          if (approved.contains(tool)) {
            names.add(tool.substring(0, 1));
          }
        }
        assertThat(delivered(held.decide())).isEqualTo(names);
      }
    }
  }
}
