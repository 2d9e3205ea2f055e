package dev.toolrack.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AccessFrom;
import dev.toolrack.crds.McpIntegrationSpec.Access;
import dev.toolrack.crds.McpIntegrationSpec.NamespaceSelector;
import dev.toolrack.crds.McpIntegrationSpec.Scope;
import dev.toolrack.crds.McpIntegrationSpec.Selected;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReachTest {

  private static final NamespaceScope ACME =
      NamespaceScopeTest.scope("acme", "org=acme;provides=Org");

  private static Agent agent(String name, String namespace, String labels) {
    return new Agent(
        name,
        namespace,
        NamespaceScopeTest.scope(namespace, labels).belonging(),
        NamespaceScopeTest.labels(labels));
  }

  private static Access access(AccessFrom from, @Nullable Scope scope, Selected... selected) {
    return new Access(from, scope, List.of(selected), Map.of());
  }

  private static Selected named(String namespace, String... agents) {
    return new Selected(namespace, null, List.of(agents), Map.of());
  }

  private static Selected labelled(Map<String, String> labels, String... agents) {
    return new Selected(null, new NamespaceSelector(labels, Map.of()), List.of(agents), Map.of());
  }

  private static Reach on(NamespaceScope home, Access access) {
    return Reach.of(home, access, CrossNamespace.ON);
  }

  @Tag("get-1")
  @Tag("get-2")
  @Tag("get-3")
  @ParameterizedTest
  @CsvSource({
    "NAMESPACE, acme, org=acme;provides=Org, true",
    "NAMESPACE, pay, org=acme;team=pay, false",
    "SCOPE, acme, org=acme;provides=Org, true",
    "SCOPE, pay, org=acme;team=pay, true",
    "SCOPE, pay, org=other;team=pay, false",
    "SCOPE, island, '', false",
    "SCOPE, root, provides=Cluster, false",
    "SCOPE, broken, org=acme;project=x, false",
    "SELECTED, acme, org=acme;provides=Org, false",
    "UNRECOGNISED, acme, org=acme;provides=Org, false",
  })
  void ofAnOrganisation(AccessFrom from, String namespace, String labels, boolean admitted) {
    assertThat(on(ACME, access(from, null)).admits(agent("bot", namespace, labels)))
        .isEqualTo(admitted);
  }

  @Tag("get-3")
  @Test
  void narrowing() {
    Reach team = on(ACME, access(AccessFrom.SCOPE, new Scope(null, "pay", null)));
    assertThat(team.describe()).isEqualTo("acme/pay");
    assertThat(team.admits(agent("bot", "p", "org=acme;team=pay;project=shop"))).isTrue();
    assertThat(team.admits(agent("bot", "q", "org=acme;team=other"))).isFalse();
    assertThat(team.admits(agent("bot", "acme", "org=acme;provides=Org"))).isFalse();
    assertThat(on(ACME, access(AccessFrom.SCOPE, new Scope("acme", "pay", "shop"))).describe())
        .isEqualTo("acme/pay/shop");
    assertThat(on(ACME, access(AccessFrom.SCOPE, new Scope(null, null, null))).describe())
        .isEqualTo("acme");
    NamespaceScope cluster = NamespaceScopeTest.scope("tools", "provides=Cluster");
    assertThat(on(cluster, access(AccessFrom.SCOPE, new Scope("acme", "pay", null))).describe())
        .isEqualTo("acme/pay");
    Reach everybody = on(cluster, access(AccessFrom.SCOPE, null));
    assertThat(everybody.describe()).isEqualTo("cluster");
    assertThat(everybody.admits(agent("bot", "tools", "provides=Cluster"))).isTrue();
    assertThat(everybody.admits(agent("bot", "island", ""))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"other, -, -", "-, -, shop", "-, '', -", "-, a/b, -", "acme, -, shop"})
  void narrowingElsewhereIsForbidden(
      @Nullable String org, @Nullable String team, @Nullable String project) {
    assertThat(on(ACME, access(AccessFrom.SCOPE, new Scope(org, team, project))))
        .isInstanceOf(Reach.ScopeForbidden.class);
    NamespaceScope cluster = NamespaceScopeTest.scope("tools", "provides=Cluster");
    if (org == null) {
      assertThat(on(cluster, access(AccessFrom.SCOPE, new Scope(null, "pay", project))))
          .isInstanceOf(Reach.ScopeForbidden.class);
    }
  }

  @Tag("scope-7")
  @Test
  void forbiddenNamesTheRemedy() {
    Reach reach = on(NamespaceScopeTest.scope("acme", "org=acme"), access(AccessFrom.SCOPE, null));
    assertThat(reach)
        .isInstanceOfSatisfying(
            Reach.ScopeForbidden.class,
            forbidden ->
                assertThat(forbidden.message())
                    .contains("label namespace acme with toolrack.dev/provides: Org"));
    assertThat(on(NamespaceScopeTest.scope("x", ""), access(AccessFrom.SELECTED, null, named("y"))))
        .isInstanceOfSatisfying(
            Reach.ScopeForbidden.class,
            forbidden ->
                assertThat(forbidden.message())
                    .contains("label namespace x with toolrack.dev/org and toolrack.dev/provides"));
  }

  @Tag("scope-6")
  @ParameterizedTest
  @EnumSource(AccessFrom.class)
  void anInvalidNamespaceReachesNobody(AccessFrom from) {
    NamespaceScope home = NamespaceScopeTest.scope("bad", "team=x");
    Reach reach = on(home, access(from, null, named("bad")));
    assertThat(reach).isInstanceOf(Reach.ScopeInvalid.class);
    assertThat(reach.admits(agent("bot", "bad", "team=x"))).isFalse();
  }

  @Tag("get-4")
  @Test
  void selecting() {
    Reach reach =
        on(
            ACME,
            access(
                AccessFrom.SELECTED,
                null,
                named("pay", "bot"),
                labelled(Map.of("tier", "gold")),
                named("outside")));
    assertThat(reach.admits(agent("bot", "pay", "org=acme;team=pay"))).isTrue();
    assertThat(reach.admits(agent("other", "pay", "org=acme;team=pay"))).isFalse();
    assertThat(reach.admits(new Agent("b", "q", placed("acme"), Map.of("tier", "gold")))).isTrue();
    assertThat(reach.admits(new Agent("b", "q", placed("acme"), Map.of("tier", "tin")))).isFalse();
    assertThat(reach.admits(new Agent("b", "q", placed("evil"), Map.of("tier", "gold")))).isFalse();
    assertThat(reach.admits(agent("bot", "outside", "org=other"))).isFalse();
    assertThat(((Reach.Selected) reach).namedElsewhere())
        .containsExactlyInAnyOrder("pay", "outside");
    assertThat(reach.describe()).isEqualTo("selected in acme");
  }

  private static Belonging placed(String org) {
    return new Belonging.Placed(ScopePath.org(org));
  }

  @Test
  void entriesNotUnderstoodSelectNobody() {
    Agent bot = agent("bot", "acme", "org=acme;provides=Org");
    List<Selected> odd =
        List.of(
            new Selected("acme", null, List.of(), Map.of("except", "x")),
            new Selected(
                null, new NamespaceSelector(Map.of(), Map.of("m", 1)), List.of(), Map.of()),
            new Selected("acme", new NamespaceSelector(Map.of(), Map.of()), List.of(), Map.of()),
            new Selected(null, null, List.of(), Map.of()));
    for (Selected entry : odd) {
      assertThat(on(ACME, access(AccessFrom.SELECTED, null, entry)).admits(bot)).isFalse();
    }
    assertThat(on(ACME, access(AccessFrom.SELECTED, null, labelled(Map.of()))).admits(bot))
        .isTrue();
    assertThat(on(ACME, new Access(AccessFrom.NAMESPACE, null, List.of(), Map.of("until", "x"))))
        .isInstanceOf(Reach.NotUnderstood.class);
  }

  @Test
  void anIslandMaySelectItsOwnAgents() {
    NamespaceScope home = NamespaceScopeTest.scope("x", "");
    Reach reach = on(home, access(AccessFrom.SELECTED, null, named("x", "bot")));
    assertThat(reach.admits(agent("bot", "x", ""))).isTrue();
    assertThat(reach.admits(agent("other", "x", ""))).isFalse();
  }

  @Tag("scope-16")
  @Test
  void unprotectedLabelsConfine() {
    Reach reach = Reach.of(ACME, access(AccessFrom.SCOPE, null), CrossNamespace.OFF);
    assertThat(reach).isInstanceOf(Reach.Confined.class);
    assertThat(reach.admits(agent("bot", "acme", "org=acme;provides=Org"))).isTrue();
    assertThat(reach.admits(agent("bot", "pay", "org=acme;team=pay"))).isFalse();
    assertThat(Reach.of(ACME, access(AccessFrom.NAMESPACE, null), CrossNamespace.OFF))
        .isInstanceOf(Reach.OwnNamespace.class);
    Reach narrowed =
        Reach.of(ACME, access(AccessFrom.SCOPE, new Scope(null, "pay", null)), CrossNamespace.OFF);
    assertThat(narrowed.admits(agent("bot", "acme", "org=acme;provides=Org"))).isFalse();
  }

  @Tag("scope-9")
  @Tag("scope-10")
  @Test
  void narrowingNeverRaisesSpecificity() {
    Agent far = agent("bot", "p", "org=acme;team=pay");
    Agent own = agent("bot", "acme", "org=acme;provides=Org");
    for (Reach reach :
        List.of(
            on(ACME, access(AccessFrom.SCOPE, null)),
            on(ACME, access(AccessFrom.SCOPE, new Scope(null, "pay", null))),
            on(ACME, access(AccessFrom.SELECTED, null, named("p", "bot"))))) {
      assertThat(reach.specificity(far)).isEqualTo(Specificity.ORG);
      assertThat(reach.specificity(own)).isEqualTo(Specificity.OWN_NAMESPACE);
    }
    assertThat(Specificity.OWN_NAMESPACE)
        .isGreaterThan(Specificity.PROJECT)
        .isGreaterThan(Specificity.TEAM)
        .isGreaterThan(Specificity.ORG)
        .isGreaterThan(Specificity.CLUSTER);
  }
}
