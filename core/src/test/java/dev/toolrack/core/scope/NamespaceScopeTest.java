package dev.toolrack.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceScopeTest {

  /** Labels as {@code org=acme;provides=Org}; names without a dot are ours. */
  static NamespaceScope scope(String namespace, String labels) {
    return NamespaceScope.of(namespace, labels(labels));
  }

  static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    for (String label : text.isEmpty() ? new String[0] : text.split(";")) {
      String[] pair = label.split("=", 2);
      labels.put(pair[0].contains("/") ? pair[0] : "toolrack.dev/" + pair[0], pair[1]);
    }
    return labels;
  }

  private static String show(Belonging belonging) {
    return switch (belonging) {
      case Belonging.Island() -> "island";
      case Belonging.Root() -> "root";
      case Belonging.Placed(ScopePath path) -> path.toString();
      case Belonging.Invalid(String _) -> "invalid";
    };
  }

  private static String show(Providing providing) {
    return switch (providing) {
      case Providing.Own() -> "own";
      case Providing.Cluster() -> "cluster";
      case Providing.For(ScopePath path) -> path.toString();
      case Providing.Invalid(String _) -> "invalid";
    };
  }

  @Tag("scope-1")
  @Tag("scope-2")
  @Tag("scope-4")
  @Tag("scope-5")
  @Tag("scope-11")
  @ParameterizedTest
  @CsvSource({
    "'', island, own",
    "app.example/x=y, island, own",
    "org=acme, acme, own",
    "org=acme;team=pay, acme/pay, own",
    "org=acme;team=pay;project=shop, acme/pay/shop, own",
    "org=acme;provides=Org, acme, acme",
    "org=acme;team=pay;provides=Team, acme/pay, acme/pay",
    "org=acme;team=pay;project=shop;provides=Project, acme/pay/shop, acme/pay/shop",
    "provides=Cluster, root, cluster",
    // provides must equal the deepest label
    "org=acme;team=pay;provides=Org, acme/pay, invalid",
    "org=acme;provides=Team, acme, invalid",
    "org=acme;provides=Cluster, acme, invalid",
    "org=acme;provides=org, acme, invalid",
    "provides=Org, island, invalid",
    "provides=Everything, island, invalid",
    // broken chain, empty, unknown, malformed
    "team=pay, invalid, invalid",
    "org=acme;project=shop, invalid, invalid",
    "project=shop, invalid, invalid",
    "team=pay;provides=Cluster, invalid, invalid",
    "org=, invalid, invalid",
    "org=acme;team=, invalid, invalid",
    "org=acme;provides=, invalid, invalid",
    "toolrack.dev/environment=prod, invalid, invalid",
    "toolrack.dev/=x, invalid, invalid",
    "org=acme/x, invalid, invalid",
    "org=-acme, invalid, invalid",
    "org=acme_1.x-Y, acme_1.x-Y, own",
  })
  void labelsSay(String labels, String belonging, String providing) {
    NamespaceScope scope = scope("ns", labels);
    assertThat(show(scope.belonging())).isEqualTo(belonging);
    assertThat(show(scope.providing())).isEqualTo(providing);
  }

  @Test
  void noLabelsAtAllIsAnIsland() {
    assertThat(NamespaceScope.of("ns", null).belonging()).isEqualTo(new Belonging.Island());
  }

  @Test
  void messagesNameTheLabel() {
    assertThat(scope("pay", "org=acme;team=pay;provides=Org").providing())
        .isEqualTo(
            new Providing.Invalid(
                "namespace pay belongs to acme/pay: label toolrack.dev/provides can only be Team"));
    assertThat(scope("pay", "team=pay").providing())
        .isEqualTo(
            new Providing.Invalid(
                "namespace pay: label toolrack.dev/team needs label toolrack.dev/org too"));
  }

  @Tag("scope-3")
  @Tag("scope-5")
  @ParameterizedTest
  @CsvSource({
    "a, org=acme;provides=Org, b, org=acme;team=pay, true",
    "a, org=acme;provides=Org, b, org=other, false",
    "a, org=acme, b, org=acme, false",
    "a, org=acme;provides=Team, b, org=acme, false",
    "a, provides=Cluster, b, org=acme, true",
    "a, provides=Cluster, b, provides=Cluster, true",
    "a, provides=Cluster, b, '', false",
    "a, provides=Cluster, b, team=x, false",
    "a, team=x, a, team=x, true",
    "a, '', b, '', false",
  })
  void providesFor(String one, String oneLabels, String other, String otherLabels, boolean yes) {
    NamespaceScope home = scope(one, oneLabels);
    assertThat(home.providesFor(scope(other, otherLabels), CrossNamespace.ON)).isEqualTo(yes);
    assertThat(home.providesFor(scope(other, otherLabels), CrossNamespace.OFF))
        .isEqualTo(one.equals(other));
  }

  @Test
  void keysOfAPlace() {
    assertThat(scope("shop", "org=acme;team=pay;project=shop").candidates(CrossNamespace.ON))
        .map(AudienceKey::toString)
        .containsExactly(
            "namespace:shop", "path:acme/pay/shop", "path:acme/pay", "path:acme", "cluster");
    assertThat(scope("acme", "org=acme;provides=Org").audience(CrossNamespace.ON))
        .map(AudienceKey::toString)
        .containsExactly("path:acme");
    assertThat(scope("acme", "org=acme;provides=Org").audience(CrossNamespace.OFF))
        .map(AudienceKey::toString)
        .containsExactly("namespace:acme");
    assertThat(scope("x", "team=x").audience(CrossNamespace.OFF)).isEmpty();
  }

  /** Whoever is provided for is found by the index, whatever the labels. */
  @Test
  void indexNeverMissesAReceiver() {
    List<NamespaceScope> scopes = randomScopes(new Random(7), 120);
    for (NamespaceScope home : scopes) {
      for (NamespaceScope other : scopes) {
        for (CrossNamespace cross : CrossNamespace.values()) {
          boolean provided =
              !(home.providing() instanceof Providing.Invalid) && home.providesFor(other, cross);
          boolean found = other.candidates(cross).stream().anyMatch(home.audience(cross)::contains);
          assertThat(found).as("%s %s", home, other).isEqualTo(provided);
        }
      }
    }
  }

  @Tag("scope-8")
  @Test
  void coversIsAPartialOrder() {
    List<ScopePath> paths =
        randomScopes(new Random(11), 300).stream()
            .map(NamespaceScope::belonging)
            .filter(Belonging.Placed.class::isInstance)
            .map(belonging -> ((Belonging.Placed) belonging).path())
            .distinct()
            .toList();
    assertThat(paths).hasSizeGreaterThan(10);
    for (ScopePath a : paths) {
      assertThat(a.covers(a)).isTrue();
      assertThat(a.prefixes()).allMatch(prefix -> prefix.covers(a)).hasSize(a.depth());
      for (ScopePath b : paths) {
        assertThat(a.covers(b)).isEqualTo(b.prefixes().contains(a));
        assertThat(a.covers(b) && b.covers(a)).isEqualTo(a.equals(b));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        for (ScopePath c : paths) {
          assertThat(!(a.covers(b) && b.covers(c)) || a.covers(c)).isTrue();
        }
      }
    }
  }

  private static List<NamespaceScope> randomScopes(Random random, int count) {
    List<NamespaceScope> scopes = new ArrayList<>();
    String[] names = {"a", "b"};
    String[] provides = {"Org", "Team", "Project", "Cluster"};
    for (int i = 0; i < count; i++) {
      Map<String, String> labels = new HashMap<>();
      for (String key : List.of("org", "team", "project")) {
        if (random.nextInt(4) > 0) {
          labels.put("toolrack.dev/" + key, names[random.nextInt(2)]);
        }
      }
      if (random.nextInt(8) == 0) {
        labels.clear();
      }
      if (random.nextInt(3) > 0) {
        labels.put("toolrack.dev/provides", provides[random.nextInt(4)]);
      }
      scopes.add(NamespaceScope.of("ns" + i, labels));
    }
    return scopes;
  }
}
